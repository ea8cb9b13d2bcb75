from django.urls import path

from tovholder.ui import views

app_name = "ui"

urlpatterns = [
    path("", views.gallery, name="gallery"),
    path("colour-scheme/", views.choose_colour_scheme, name="colour-scheme"),
]
