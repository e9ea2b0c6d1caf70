"""The forms about people: search, invite, hand over, one's own profile."""

from typing import Any, cast

from django import forms
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from convivia.common.folding import fold_name
from convivia.common.languages import interface_languages, language_name
from convivia.notifications.letters import person_name
from convivia.people.actions import DoesNotFit, demand_fit
from convivia.people.roles import ROLES
from convivia.people.rules import Reach, roles_that_may_be_given
from convivia.people.wording import say_kinds, say_role
from convivia.places.models import Network, Place
from convivia.places.queries import find_place, places_called

MOST_MATCHES = 6


def role_choices(roles: Any) -> list[tuple[str, str]]:
    """Return roles as choices, in the order of the table of roles."""
    return [(key, say_role(key)) for key in ROLES if key in roles]


class SearchForm(forms.Form):
    """Whom to list: by words of a name, an address or a city, and by role."""

    q = forms.CharField(label=gettext_lazy("Name, address, city or network"), max_length=100, required=False)
    role = forms.ChoiceField(label=gettext_lazy("Role"), required=False)

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        cast(forms.ChoiceField, self.fields["role"]).choices = [("", _("All")), *role_choices(ROLES)]
        self.fields["q"].widget.input_type = "search"


class InviteForm(forms.Form):
    """Whom to invite to which role, for what, and in which language the mail is.

    Only roles and places are offered that the inviter may give. `cleaned_data["city"]` is a place or None.
    """

    email = forms.EmailField(label=gettext_lazy("E-mail address of your colleague"), max_length=254)
    role = forms.ChoiceField(label=gettext_lazy("Role"))
    city = forms.CharField(label=gettext_lazy("City"), max_length=200, required=False)
    network = forms.ModelChoiceField(
        label=gettext_lazy("Network"), queryset=Network.objects.none(), required=False, empty_label="–"
    )
    language = forms.ChoiceField(label=gettext_lazy("Language of the mail"))
    message = forms.CharField(
        label=gettext_lazy("A few words of yours"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("They stand in the mail as you write them."),
    )

    def __init__(self, *args: Any, by: User, **values: Any) -> None:
        super().__init__(*args, **values)
        may_give = roles_that_may_be_given(by)
        cast(forms.ChoiceField, self.fields["role"]).choices = role_choices(may_give)
        languages = cast(forms.ChoiceField, self.fields["language"])
        languages.choices = [(code, language_name(code, code).capitalize()) for code in interface_languages()]
        languages.initial = get_language()
        self._offer(Reach(
            everywhere=any(where.everywhere for where in may_give.values()),
            cities=frozenset().union(*(where.cities for where in may_give.values())),
            networks=frozenset().union(*(where.networks for where in may_give.values())),
        ))  # fmt: skip

    def _offer(self, where: Reach) -> None:
        """Offer the cities and networks there: as a list, or where these are all of them, a city by its name."""
        networks = cast("forms.ModelChoiceField[Network]", self.fields["network"])
        networks.queryset = Network.objects.all() if where.everywhere else Network.objects.filter(pk__in=where.networks)
        if not where.everywhere and not where.networks:
            del self.fields["network"]
        if where.everywhere:
            self.fields["city"].help_text = _("Its name, with the country where there are several: “Bergen, NO”")
            return
        cities = Place.objects.filter(pk__in=where.cities).prefetch_related("names").order_by("name", "pk")
        choices = [(place.key, place.name_in(get_language() or "")) for place in cities]
        only = len(choices) == 1 and "network" not in self.fields
        blank = [] if only else [("", "–")]
        self.fields["city"] = forms.ChoiceField(label=_("City"), choices=[*blank, *choices], required=only)
        self.order_fields(["email", "role", "city", "network", "language", "message"])

    def clean_city(self) -> Place | None:
        """Return the place of that key or name, or None where none was given."""
        typed = str(self.cleaned_data["city"]).strip()
        return _place(typed) if typed else None

    def clean(self) -> dict[str, Any]:
        """Demand that the role can be held for what is named."""
        data = super().clean() or self.cleaned_data
        role, city, network = data.get("role"), data.get("city"), data.get("network")
        if role and not self.has_error("city") and not self.has_error("network"):
            try:
                demand_fit(role, city, network)
            except DoesNotFit:
                kinds = _(" or ").join(say_kinds(role))
                self.add_error(
                    "role", _("This role is held for %(kinds)s. Name that, and nothing else.") % {"kinds": kinds}
                )
        return data


def _place(typed: str) -> Place:
    """Return the place that was meant; raise `ValidationError`, which names what there is, where that is not clear."""
    if (by_key := Place.objects.filter(key=typed).first()) is not None:
        return by_key
    name, _comma, country = typed.rpartition(",")
    if name and len(country.strip()) == 2 and (found := find_place(country=country.strip().upper(), name=name.strip())):
        return found
    same = [place for place in places_called(typed)[: MOST_MATCHES * 2] if place.folded == fold_name(typed)]
    curated = [place for place in same if place.is_programme]
    if len(curated or same) == 1:
        return (curated or same)[0]
    if not same:
        raise forms.ValidationError(_("We know no city of this name. Write it as on its own web site."))
    several = "; ".join(f"{place.name}, {place.country_id}" for place in same[:MOST_MATCHES])
    raise forms.ValidationError(_("There are several: %(several)s. Write one of these.") % {"several": several})


class HandOverForm(forms.Form):
    """To which colleague somebody's roles and drafts go."""

    to = forms.ModelChoiceField(label=gettext_lazy("To"), queryset=User.objects.none(), empty_label="–")

    def __init__(self, *args: Any, colleagues: QuerySet[User], **values: Any) -> None:
        super().__init__(*args, **values)
        field = cast("forms.ModelChoiceField[User]", self.fields["to"])
        field.queryset = colleagues
        field.label_from_instance = _named  # type: ignore[method-assign, assignment]


def _named(person: User) -> str:
    name = person_name(person)
    return name if name == person.email else f"{name} ({person.email})"


class ProfileForm(forms.Form):
    """How one is called by colleagues, and the language of mails."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Colleagues at the desk see it. It is never shown in public."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language of mails to me"), required=False)

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        choices = [(code, language_name(code, code).capitalize()) for code in interface_languages()]
        cast(forms.ChoiceField, self.fields["language"]).choices = [("", _("As the page that I use")), *choices]


class SureForm(forms.Form):
    """That something which cannot be undone is really meant."""

    sure = forms.BooleanField()

    def __init__(self, *args: Any, label: str, **values: Any) -> None:
        super().__init__(*args, **values)
        self.fields["sure"].label = label
        self.fields["sure"].error_messages["required"] = _("Tick this box if that is what you want.")
