from django.urls import path

from . import views

app_name = "catalogue"

urlpatterns = [
    path("catalogue/", views.index, name="index"),
    path("catalogue/coverage/", views.coverage, name="coverage"),
    path("catalogue/methods/<str:reference>/card.pdf", views.card, name="card"),
    path("catalogue/<slug:folder>/<str:reference>/", views.item, name="item"),
]
