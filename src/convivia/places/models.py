"""Countries, the places in them, what they are called, figures about them, and the networks that they belong to."""

from decimal import Decimal
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper

from convivia.common.folding import fold_name
from convivia.common.languages import in_language
from convivia.places.countries import country_name

FIRST_YEAR, LAST_YEAR = 1900, 2200


class Country(models.Model):
    """A country by ISO 3166 code. Its names come from CLDR in any language, not from rows."""

    code = models.CharField(max_length=2, primary_key=True, help_text="ISO 3166-1 alpha-2")
    alpha3 = models.CharField(max_length=3, unique=True)
    numeric = models.CharField(max_length=3, unique=True, null=True, blank=True)

    class Meta:
        ordering = ["code"]
        verbose_name_plural = "countries"
        constraints = [
            models.CheckConstraint(
                condition=Q(code=Upper(F("code"))) & ~Q(code=""), name="country_code_is_in_capitals"
            ),
        ]

    def __str__(self) -> str:
        return self.name_in("en")

    def name_in(self, language: str) -> str:
        """Return the name of the country in `language`, else in English."""
        return country_name(self.code, language)


class Place(models.Model):
    """A city, a part of one, or an area around it. `key` stands in addresses and never changes."""

    class Kind(models.TextChoices):
        CITY = "city", "city"
        MUNICIPALITY = "municipality", "municipality"
        BOROUGH = "borough", "borough"
        DISTRICT = "district", "district"
        UNION = "union", "union of municipalities"
        CANTON = "canton", "canton"
        REGION = "region", "region"
        ISLAND = "island", "island"

    class Origin(models.TextChoices):
        PROGRAMME = "programme", "curated: a place of the programme or its networks"
        GEONAMES = "geonames", "GeoNames"
        IMPORT = "import", "met in an import"

    key = models.SlugField(max_length=120, unique=True, help_text="permanent; part of the address of the place's page")
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.CITY)
    origin = models.CharField(max_length=20, choices=Origin, default=Origin.IMPORT)
    name = models.CharField(max_length=200)
    folded = models.CharField(max_length=200, db_index=True, editable=False)
    country = models.ForeignKey(Country, models.PROTECT, related_name="places")
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        help_text="what a borough or district is part of",
    )
    latitude = models.FloatField(null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)])
    longitude = models.FloatField(null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)])
    population = models.PositiveIntegerField(
        null=True, blank=True, help_text="for ordering; shown figures have a source"
    )
    geonames_id = models.PositiveIntegerField(null=True, blank=True, unique=True)
    note = models.CharField(max_length=300, blank=True)
    is_edited = models.BooleanField(
        default=False, help_text="changed by hand: loading the shipped files leaves it alone"
    )

    class Meta:
        ordering = ["country_id", "name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(key="") & ~Q(name="") & ~Q(folded=""), name="place_has_a_key_and_a_name"
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(
                    latitude__isnull=False,  # said apart: a range of nothing is unknown, which a check lets pass
                    longitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                ),
                name="place_point_is_whole_and_on_earth",
            ),
            models.CheckConstraint(
                condition=~Q(origin="geonames") | Q(geonames_id__isnull=False), name="place_of_geonames_has_its_id"
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="place_is_not_its_own_part"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.country_id})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the place, with its name folded for look-ups."""
        self.folded = fold_name(self.name)
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "folded"}
        super().save(*args, **kwargs)

    def name_in(self, language: str) -> str:
        """Return the name to show in `language`, else its own; names that were fetched with the place are used."""
        preferred = PlaceName.Kind.PREFERRED
        names = (name.text for name in self.names.all() if name.kind == preferred and name.language == language)
        return next(names, self.name)

    @property
    def is_programme(self) -> bool:
        """Tell whether the place is curated as one of the programme or its networks."""
        return self.origin == self.Origin.PROGRAMME

    @property
    def point(self) -> tuple[float, float] | None:
        """Return latitude and longitude in degrees, or None."""
        return None if self.latitude is None or self.longitude is None else (self.latitude, self.longitude)


class PlaceName(models.Model):
    """Another name of a place: foreign, former, or a wrong form that was met in print (which is never shown)."""

    class Kind(models.TextChoices):
        PREFERRED = "preferred", "the one to show in that language"
        ALTERNATIVE = "alternative", "alternative"
        HISTORIC = "historic", "historic"
        MISSPELLING = "misspelling", "misspelling"

    place = models.ForeignKey(Place, models.CASCADE, related_name="names")
    language = models.CharField(max_length=12, blank=True, help_text="BCP 47; empty where it does not matter")
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.ALTERNATIVE)
    text = models.CharField(max_length=200)
    folded = models.CharField(max_length=200, db_index=True, editable=False)

    class Meta:
        ordering = ["place_id", "language", "id"]
        constraints = [
            models.UniqueConstraint(fields=["place", "folded", "language"], name="place_name_once_per_language"),
            models.UniqueConstraint(
                fields=["place", "language"],
                condition=Q(kind="preferred"),
                name="place_name_preferred_once_per_language",
            ),
            models.CheckConstraint(condition=~Q(text="") & ~Q(folded=""), name="place_name_is_not_empty"),
            models.CheckConstraint(
                condition=~Q(kind="preferred") | ~Q(language=""), name="place_name_preferred_has_a_language"
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the name, folded for look-ups."""
        self.folded = fold_name(self.text)
        super().save(*args, **kwargs)


class Figure(models.Model):
    """One number about a place, with its year and where it was read."""

    class Kind(models.TextChoices):
        POPULATION = "population", "population"
        FOREIGN_BORN = "foreign-born", "share of foreign-born residents"
        INDEX = "index", "result of the Intercultural Cities Index"

    class Unit(models.TextChoices):
        PEOPLE = "people", "people"
        PERCENT = "percent", "percent"

    place = models.ForeignKey(Place, models.CASCADE, related_name="figures")
    kind = models.CharField(max_length=20, choices=Kind)
    area = models.SlugField(max_length=60, blank=True, help_text="policy area of an index result; empty for the whole")
    value = models.DecimalField(max_digits=14, decimal_places=2, validators=[MinValueValidator(Decimal(0))])
    unit = models.CharField(max_length=10, choices=Unit)
    year = models.PositiveSmallIntegerField(validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)])
    source = models.CharField(max_length=200)
    source_url = models.URLField(max_length=500, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["place_id", "kind", "area", "-year", "id"]
        constraints = [
            models.UniqueConstraint(fields=["place", "kind", "area", "year", "source"], name="figure_once_per_source"),
            models.CheckConstraint(condition=Q(value__gte=0), name="figure_is_not_negative"),
            models.CheckConstraint(
                condition=~Q(unit="percent") | Q(value__lte=100), name="figure_in_percent_is_at_most_100"
            ),
            models.CheckConstraint(condition=Q(year__range=(FIRST_YEAR, LAST_YEAR)), name="figure_year_is_plausible"),
            models.CheckConstraint(condition=~Q(source=""), name="figure_has_a_source"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.area} {self.value:f} ({self.year})"


class Network(models.Model):
    """A network of places: the programme itself, or a national, regional or thematic one."""

    class Kind(models.TextChoices):
        PROGRAMME = "programme", "programme"
        NATIONAL = "national", "national"
        REGIONAL = "regional", "regional"
        REGIONS = "regions", "of regions"

    key = models.SlugField(max_length=60, unique=True, help_text="permanent; part of the address of the network's page")
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.NATIONAL)
    country = models.ForeignKey(Country, models.PROTECT, null=True, blank=True, related_name="networks")
    names = models.JSONField(default=dict, help_text='by language: {"en": "…", "fr": "…"}')
    source = models.CharField(max_length=200, help_text="where this was read")
    source_url = models.URLField(max_length=500, blank=True)
    note = models.CharField(max_length=300, blank=True)
    places: "models.ManyToManyField[Place, Membership]" = models.ManyToManyField(
        Place, through="Membership", related_name="networks"
    )

    class Meta:
        ordering = ["key"]
        constraints = [
            models.CheckConstraint(condition=~Q(key="") & ~Q(source=""), name="network_has_a_key_and_a_source"),
        ]

    def __str__(self) -> str:
        return self.name_in("en")

    def name_in(self, language: str) -> str:
        """Return the name of the network in `language`, else in English; its key where it has no name at all."""
        return in_language(self.names, language) or self.key


class Membership(models.Model):
    """That a place belongs to a network, and where that was read."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="memberships")
    place = models.ForeignKey(Place, models.PROTECT, related_name="memberships")
    source = models.CharField(max_length=200)
    source_url = models.URLField(max_length=500, blank=True)

    class Meta:
        ordering = ["network_id", "place_id"]
        constraints = [
            models.UniqueConstraint(fields=["network", "place"], name="membership_once"),
            models.CheckConstraint(condition=~Q(source=""), name="membership_has_a_source"),
        ]

    def __str__(self) -> str:
        return f"{self.place_id} in {self.network_id}"
