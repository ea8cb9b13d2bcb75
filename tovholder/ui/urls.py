from django.urls import path

from tovholder.ui import views

app_name = "ui"

urlpatterns = [
    path("ui/", views.gallery, name="gallery"),
    path("ui/colours/<str:digits>.css", views.colours, name="colours"),
    path("ui/colour-scheme/", views.choose_colour_scheme, name="colour-scheme"),
]
