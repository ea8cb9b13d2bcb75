from django.urls import path

from . import views

app_name = "demo"

urlpatterns = [
    path("demo/", views.cast, name="cast"),
    path("demo/sign-in/<slug:name>/", views.sign_in, name="sign_in"),
]
