"""Addresses of the whole site. Every page that people read is under the prefix of its language."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from convivia.api.api import api
from convivia.api.desk_api import desk_api
from convivia.website import crawlers, library, pictures

handler400 = "convivia.website.errors.bad_request"
handler403 = "convivia.website.errors.forbidden"
handler404 = "convivia.website.errors.not_found"
handler500 = "convivia.website.errors.failed"

urlpatterns = [
    path("", library.front, name="front"),
    path("api/v1/desk/", desk_api.urls),
    path("api/v1/", api.urls),
    path("admin/", admin.site.urls),
    path("pictures/<str:digest>.webp", pictures.picture, name="picture"),
    path("robots.txt", crawlers.robots, name="robots"),
    path("sitemap.xml", crawlers.sitemap_index, name="sitemap"),
    path("sitemap-pages.xml", crawlers.sitemap_pages, name="sitemap-pages"),
    path("sitemap-practices-<int:number>.xml", crawlers.sitemap_practices, name="sitemap-practices"),
    *i18n_patterns(
        path("account/", include("allauth.urls")),
        path("desk/", include("convivia.desk.urls")),
        path("", include("convivia.website.urls")),
    ),
    # Providers of sign-in know one address to come back to, whatever the language of the page was.
    path("account/", include("allauth.socialaccount.providers.openid_connect.urls")),
]
