"""The plan's pages. The log of requests leaves out who asked for them."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.people.gates import at_an_agency, for_workers_untold
from alongside.people.viewer import AgencyRequest, WorkerRequest
from alongside.wellness import keeping
from alongside.wellness.cookies import drop_key, key_in, lay_key
from alongside.wellness.forms import CHECKS, BeginForm, CheckForm, EmployeeHelpForm, PlanForm, SupportForm, WordsForm
from alongside.wellness.helping import KEEPS, employee_help_of, set_employee_help
from alongside.wellness.keeping import NotPossible, Opened

HEADINGS: Final = tuple(name for name in PlanForm.base_fields if name != "version")


@require_http_methods(["GET", "HEAD", "POST"])
@for_workers_untold
def plan(request: WorkerRequest) -> HttpResponse:
    """The plan where it is open; else the way to open or begin it."""
    opened = _open(request)
    if opened is None:
        written = {name: request.POST.get(name, "") for name in HEADINGS} if request.method == "POST" else {}
        return _door(request, written=written)
    form = PlanForm(request.POST or None, initial={**opened.parts, "version": opened.version})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        page = Opened(opened.parts, told["version"], opened.key)
        try:
            opened = keeping.keep_plan(opened=page, parts={name: told[name] for name in HEADINGS}, by=request.user)
        except NotPossible as problem:
            form.refuse(problem)
        else:
            messages.success(request, _("Kept. Nobody else can open it."))
            return _still_open(redirect("wellness:plan"), request, opened)
    shown = render(request, "wellness/plan.html", {"form": form}, status=422 if form.is_bound else 200)
    return _still_open(shown, request, opened)


@require_POST
@for_workers_untold
def begin(request: WorkerRequest) -> HttpResponse:
    """Choose the words, and begin."""
    form = BeginForm(request.POST)
    if form.is_valid():
        try:
            opened = keeping.begin_plan(words=form.cleaned_data["words"], by=request.user)
        except NotPossible as problem:
            form.refuse(problem)
        else:
            return _still_open(redirect("wellness:plan"), request, opened)
    return _door(request, beginning=form, status=422)


@require_POST
@for_workers_untold
def unlock(request: WorkerRequest) -> HttpResponse:
    """Open it with its words. What was written on a page that had closed meanwhile is kept with it."""
    form = WordsForm(request.POST)
    written = {name: request.POST[name] for name in HEADINGS if request.POST.get(name)}
    if form.is_valid():
        try:
            opened = keeping.open_with_words(words=form.cleaned_data["words"], by=request.user)
            if written:
                opened = keeping.keep_plan(opened=opened, parts=written, by=request.user)
        except NotPossible as problem:
            form.refuse(problem)
        else:
            return _still_open(redirect("wellness:plan"), request, opened)
    return _door(request, opening=form, written=written, status=422)


@require_POST
@for_workers_untold
def close(request: WorkerRequest) -> HttpResponse:
    """Close it in this browser."""
    response = redirect("wellness:plan")
    drop_key(response)
    messages.success(request, _("Closed. Your own words open it again."))
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@for_workers_untold
def words(request: WorkerRequest) -> HttpResponse:
    """Let other words open it."""
    opened = _open(request)
    if opened is None:
        return redirect("wellness:plan")
    form = BeginForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            opened = keeping.change_words(opened=opened, words=form.cleaned_data["words"], by=request.user)
        except NotPossible as problem:
            form.refuse(problem)
        else:
            messages.success(request, _("From now on the new words open it."))
            return _still_open(redirect("wellness:plan"), request, opened)
    return render(request, "wellness/words.html", {"form": form}, status=422 if form.is_bound else 200)


@require_safe
@for_workers_untold
def copy(request: WorkerRequest) -> HttpResponse:
    """The plan as a text file, for its owner to keep where they like."""
    opened = _open(request)
    if opened is None:
        return redirect("wellness:plan")
    parts = [
        f"{PlanForm.base_fields[name].label}\n\n{opened.parts[name]}\n" for name in HEADINGS if opened.parts.get(name)
    ]
    text = "\n".join(parts) or str(_("Nothing is written yet."))
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="my-plan.txt"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@for_workers_untold
def delete(request: WorkerRequest) -> HttpResponse:
    """Delete it, open or not."""
    if request.method != "POST":
        return render(request, "wellness/delete.html", {"has_plan": keeping.has_plan(request.user)})
    keeping.delete_plan(by=request.user)
    messages.success(request, _("Deleted. Nothing of it is left."))
    response = redirect("wellness:plan")
    drop_key(response)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@for_workers_untold
def check(request: WorkerRequest) -> HttpResponse:
    """A self-check of a minute: answered on the page, and kept nowhere."""
    form = CheckForm(request.POST or None)
    context: dict[str, object] = {"form": form}
    if request.method == "POST" and form.is_valid():
        true = set(form.cleaned_data["true"])
        context |= {"is_answered": True, "open": [label for name, label in CHECKS if name not in true]}
    return render(request, "wellness/check.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_workers_untold
def support(request: WorkerRequest) -> HttpResponse:
    """The person I turn to: name them, change them, or say that there is nobody now."""
    now = keeping.support_of(request.user)
    name = keeping.support_name(now) if now else ""
    asked = request.POST.get("do", "")
    if asked in {"end", "forget"}:
        if asked == "end":
            keeping.end_support(by=request.user, on=request.today)
        else:
            keeping.forget_support(by=request.user)
        messages.success(request, _("Nobody is named now. Your code asks for somebody; take the time you need."))
        return redirect("wellness:support")
    form = SupportForm(request.POST or None, initial={"name": name})
    if request.method == "POST" and form.is_valid():
        try:
            keeping.name_support(name=form.cleaned_data["name"], by=request.user, on=request.today)
        except NotPossible as problem:
            form.refuse(problem)
        else:
            messages.success(request, _("Kept. Only you see the name."))
            return redirect("wellness:support")
    context = {"form": form, "now": now, "name": name}
    return render(request, "wellness/support.html", context, status=422 if form.is_bound else 200)


@require_safe
@for_workers_untold
def professional(request: WorkerRequest) -> HttpResponse:
    """Whom to call when substance use or mental health becomes an issue, and stepping back meanwhile: kept nowhere."""
    return render(request, "wellness/professional.html", {"employee_help": employee_help_of(request.worker.agency)})


@require_http_methods(["GET", "HEAD", "POST"])
@at_an_agency(*KEEPS)
def employee_help(request: AgencyRequest) -> HttpResponse:
    """What an agency has for its own people, set by its administrators."""
    standing = employee_help_of(request.agency)
    initial = {"words": standing.words, "phone": standing.phone, "web": standing.web} if standing else {}
    form = EmployeeHelpForm(request.POST or None, initial=initial)
    if form.is_bound and form.is_valid():
        set_employee_help(agency=request.agency, by=request.user, **form.cleaned_data)
        messages.success(request, _("It stands from today, where each worker finds help for themselves."))
        return redirect("wellness:employee_help")
    context = {"form": form, "standing": standing}
    return render(request, "wellness/employee_help.html", context, status=422 if form.is_bound else 200)


def _open(request: WorkerRequest) -> Opened | None:
    key = key_in(request, request.user)
    return keeping.open_with_key(key, by=request.user) if key is not None else None


def _still_open(response: HttpResponse, request: WorkerRequest, opened: Opened) -> HttpResponse:
    lay_key(response, opened.key, request.user)
    return response


def _door(
    request: WorkerRequest,
    *,
    opening: WordsForm | None = None,
    beginning: BeginForm | None = None,
    written: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The closed plan: open it, or begin one. What was written on a page that has closed since is carried along."""
    context = {
        "has_plan": keeping.has_plan(request.user),
        "opening": opening or WordsForm(),
        "beginning": beginning or BeginForm(),
        "written": [(name, text) for name, text in (written or {}).items() if text],
        "support": keeping.support_of(request.user),
    }
    return render(request, "wellness/door.html", context, status=status)
