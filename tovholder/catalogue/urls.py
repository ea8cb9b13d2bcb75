from django.urls import path

from . import views

app_name = "catalogue"

urlpatterns = [
    path("catalogue/", views.index, name="index"),
    path("catalogue/coverage/", views.coverage, name="coverage"),
    path("catalogue/<slug:folder>/<str:reference>/", views.item, name="item"),
]
