"""The parts pages are made of, the frame round every page, and the words they share. Serves every clause, owns no table.

A page
------
::

    {% extends "ui/base.html" %}{% load i18n ui %}
    {% block title %}{% translate "May I accept a gift?" %}{% endblock %}
    {% block page_class %}al-page--narrow{% endblock %}          (forms: 44rem; leave out for the full 76rem)
    {% block content %} ... <div class="al-cols al-section"><div>main</div><div class="al-stack">aside</div></div>{% endblock %}

Other blocks: `main` (instead of `content`, for full-bleed pages), `nav` (empty it to hide the dock), `body_class`
(`is-task` hides the dock on a phone while a form holds unsaved work), `head` (more scripts: own files only, no inline).
Layout classes: al-stack, al-stack-s, al-stack-xs (space between), al-section (a section with h2), al-two (two columns),
al-cols (content and aside), al-row, al-actions, al-head-row, al-gap, al-small, al-soft, al-num, al-voice, al-lead,
al-stick (the foot of a phone form), al-picks (small tiles), al-prose (running text), al-plainlist.

Words in another language than the page (clauses restated in English on a Spanish page) say so: answer, clause, step,
fact, fold, tiles, entry, head, beside and code-answer take `lang="en"`. A fragment that htmx swaps in puts
`:swap_focus="True"` on its c-head. `<c-button look="quiet" icon="print" type="button" data-print hidden>` prints.

Parts (django-cotton)
---------------------
`x="words"` passes text, `:x="name"` a value; `[...]` is what stands between the tags. A *cite* has `.id` and `.url`.

head         <c-head eyebrow title lead id />                      the page's h1; a true sentence, no full stop
back         <c-back url label :only="True" />                     one way back, with "Only you see this" beside it
crumb        <c-crumb url label />                                 breadcrumb, in the reader only
answer       <c-answer answer kind say :cites also :clash :unconfirmed>[<c-code-answer code answer id url>[says] per code]</c-answer>
mark         <c-mark answer word />                                an answer in a row or table
cite         <c-cite id url />                                     a clause, last in its sentence
clause       <c-clause heading answer says because id url :unconfirmed level>[more]</c-clause>
steps        <c-steps><c-step title voice>[sentence]</c-step></c-steps>
facts        <c-facts><c-fact term source change_url>[value]</c-fact></c-facts>
fold         <c-fold summary count :open>[reasons]</c-fold>
tiles        <c-tiles name :choices chosen labelledby|legend error skip skip_hint :small />   choice: value, label, hint
entry        <c-entry name kind value labelledby|label hint unit error skip :skipped skip_hint />  kind: money number hours date text
rail         <c-rail><c-moment state time>[what]</c-moment></c-rail>       state: done open next shared refused
rows         <c-rows><c-row url icon|answer title note>[tags]<c-slot name="end">[link]</c-slot></c-row></c-rows>
table        <c-table caption>[thead, tbody: <th scope="row">, <c-cell label class>[...]</c-cell>]</c-table>
             rows: class="is-short" lights a row, class="is-met" shrinks it on a phone
filters      <c-filters label :items />                            item: url, label, count, here
search       <c-search label name value action button hint id />
pages        <c-pages :page="page_obj" />
card         <c-card title id tone level>[...]</c-card>            tone: lamp, plum
duty         <c-duty title have_words :have :need :planned kind level>[day, clause]</c-duty>  kind: pips, bar
duty-tag     <c-duty-tag status>[nearer words]</c-duty-tag>        met on-course due overdue met-late not-owed
tag          <c-tag state icon>[words]</c-tag>                     good soon late calm
see, only    <c-see who id>[names, what they may do]</c-see>       who: me people team anyone;  <c-only />
refusal      <c-refusal title url action :cites level>[what to do]</c-refusal>    role=alert, takes focus; status 422
errors       <c-errors :form />                                    part of {{ form }} already
empty        <c-empty title url action level>[what will appear]</c-empty>
beside       <c-beside official says official_lang>[where from]<c-slot name="ours">[...]</c-slot></c-beside>
button       <c-button look url icon :small :full type name value>[words]</c-button>  look: solid outline lamp ghost quiet
who, cert    <c-who name pronouns more />   <c-cert board name title number from_words to_words answer status>[links]</c-cert>
door, icon   <c-door url icon title note />  (inside <ul class="al-doors al-doors--3">; no url: closed)   <c-icon name />

`answer` is a name or an enum whose value is one: prohibited, refer, conditional, permitted, silent, required, undecided
(`answers.py`). Icon names stand in icons.toml. `{{ form }}` draws a Django form whole (`forms.py`). See them: /parts/.

`{% load ui %}`
---------------
Filters: money "$30.00", day "November 19, 2026", weekday "Thursday, November 19", clock "6:30 pm", hours "1.25 h",
spelled "two", days_left "6 days left", look (word, term, css of an answer). Tags: {% icon "lock" %}, {% glyph answer %}.

From an app above, in `AppConfig.ready`
---------------------------------------
`shelves.register_nav(NavEntry(...))` puts a page in the dock, under More, Urgent or the foot;
`frame.register_reader(function)` says who a request belongs to (name, place, roles, account page).
Roles the shelves know: worker, supervisor, agency, board, person, auditor, operator.

Settings
--------
FORM_RENDERER = "alongside.ui.forms.PartsRenderer"; COTTON_ISOLATE_BY_DEFAULT = True (a part sees only what it is given);
LOCALE_PATHS = [.../alongside/locale]; the context processor alongside.ui.frame.frame. `include("alongside.ui.urls")` at
the root gives /more/, /urgent/ and, in a demo, /parts/. Error pages are 400, 403, 404, 500 and 403_csrf.html.

Spanish
-------
`{% translate %}` and gettext; the words stand in alongside/locale/es (or alongside/<app>/locale/es) and compile
themselves at start. `python -m alongside.ui.catalogue missing APP` prints what an app has not said in Spanish yet.
"""
