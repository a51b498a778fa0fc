"""A screen for a room, and the presenters' remote: any of their devices moves it."""

from flask import Response, abort, current_app, g, redirect, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response as BaseResponse

from domain.roles import Role
from web import clock
from web.access import allow
from web.actions import figure_rooms as actions
from web.blueprints.figures import PRESENTERS, bp
from web.blueprints.figures.boards import Asked
from web.blueprints.figures.bodies import bodies, tagged
from web.blueprints.figures.live import tag_of, unchanged
from web.blueprints.figures.slides import FIRST, SLIDES, Slide, beside, slide_shown, slides_of
from web.forms.figures import Audience, RoomForm
from web.htmx import page
from web.i18n import one_locale
from web.models.figure_room import FigureRoom
from web.navigation import notify
from web.once import once
from web.queries import figure_rooms as queries

CODE = "<string(length=10):code>"


def found_room(code: str) -> FigureRoom:
    """The screen of a code, or 404."""
    room = queries.room(code)
    if room is None:
        abort(404)
    return room


def slide_of(room: FigureRoom) -> Slide:
    """What it shows; a screen for everybody never shows what is for members."""
    slide = SLIDES.get(room.slide, SLIDES[FIRST])
    return SLIDES[FIRST] if room.public and not slide.public else slide


def slide_body(slide: Slide, tag: str) -> Markup:
    """The slide, drawn once for all screens that show it."""

    def draw() -> Markup:
        template = current_app.jinja_env.get_template("figures/_slide.html")
        with one_locale():
            return Markup(template.render(slide=slide_shown(slide, clock.today())))

    return bodies().get(f"{slide.key}-{tag}", draw).html


@bp.get("/rooms")
@allow(*PRESENTERS)
def all_rooms() -> Response:
    """The screens in use, and a new one."""
    return asked(RoomForm())


def asked(form: RoomForm) -> Response:
    """The page, with what was refused."""
    status = 422 if form.errors else 200
    rooms = queries.open_rooms(clock.now())
    return page("figures/rooms.html", status=status, form=form, rooms=rooms)


@bp.post("/rooms")
@allow(*PRESENTERS)
@once("figures.all_rooms")
def open_room() -> BaseResponse:
    """Open a screen; its remote comes first."""
    form = RoomForm(request.form)
    if not form.validate():
        return asked(form)
    public = form.audience.data is Audience.PUBLIC
    room = actions.open_room(
        form.name.data, public=public, slide=FIRST, by=g.person.id, now=clock.now()
    )
    return redirect(url_for(".remote", code=room.code), code=303)


@bp.get(f"/room/{CODE}")
@allow(*Role)
def room(code: str) -> Response:
    """The screen: large, alone, without a name of anybody."""
    one = found_room(code)
    is_open = queries.is_open(one, clock.now())
    known = tag_of(Asked("room", clock.today()))
    tag = f"{one.moves}-{known}" if is_open else f"{one.moves}-ended"
    slide = slide_of(one)
    response = unchanged(tag) or page(
        "figures/room.html",
        fragment="screen",
        room=one,
        is_open=is_open,
        tag=tag,
        today=clock.today(),
        body=slide_body(slide, known) if is_open else "",
        theme="light" if request.args.get("theme") == "light" else "dark",
    )
    return tagged(response, tag)


@bp.get(f"/remote/{CODE}")
@allow(*PRESENTERS)
def remote(code: str) -> Response:
    """What the screen shows, what comes next, and every slide."""
    one = found_room(code)
    is_open = queries.is_open(one, clock.now())
    tag = f"remote-{one.moves}-{is_open}"
    slides, slide = slides_of(public=one.public), slide_of(one)
    before, after = beside(slides, slide.key)
    response = unchanged(tag) or page(
        "figures/remote.html",
        fragment="remote",
        room=one,
        is_open=is_open,
        tag=tag,
        slides=slides,
        slide=slide,
        before=before,
        after=after,
    )
    return tagged(response, tag)


@bp.post(f"/remote/{CODE}")
@allow(*PRESENTERS)
def move(code: str) -> BaseResponse:
    """Bring the screen to a slide."""
    one, wanted = found_room(code), request.form.get("slide", "")
    if wanted not in {slide.key for slide in slides_of(public=one.public)}:
        abort(404)
    actions.show(one, wanted)
    return redirect(url_for(".remote", code=code), code=303)


@bp.post(f"/remote/{CODE}/end")
@allow(*PRESENTERS)
def end(code: str) -> BaseResponse:
    """The meeting is over."""
    actions.end(found_room(code), now=clock.now())
    notify(_("The screen is ended. It shows no figures any more."))
    return redirect(url_for(".all_rooms"), code=303)
