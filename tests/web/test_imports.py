"""A whole directory is taken over, or nothing of it, and the report says why."""

import pytest
import sqlalchemy as sa

from web.demo import buyers, people
from web.extensions import db
from web.models.audit import AuditEntry
from web.models.client import Client
from web.models.entity import Entity
from web.models.person import Person, PersonRole
from web.models.unit import Holding, Unit

CLIENTS = """name;kind;country;enterprise_number;vat_number;street;postcode;city;email;language
Théâtre de la Démo;company;BE;0999.100.691;BE 0999.100.691;Rue du Test 1;1000;Bruxelles;;fr
Gemeente Voorbeeld;public_body;be;0999100790;;Kerkplein 2;9000;Gent;facturen@demo.example;NL
Alix Exemple;person;BE;;;Rue Haute 3;4000;Liège;;
"""
MEMBERS = """email;given_name;family_name;language;roles;national_number;iban;birth_day;unit_name;unit_tool;unit_kind
alix@demo.example;Alix;Exemple;fr;member worker;90031499758;BE71 0961 2345 6769;14/3/1990;Alix, scène;three_in_one;performance
Bo@demo.example;Bo;Voorbeeld;nl;;;;;;;
cy@demo.example;Cy;Voorbeeld;en;;;;;Alix, scène;three_in_one;performance
"""  # noqa: E501


@pytest.fixture
def run(app, tmp_path):
    """Run a command on a file with this text."""

    def command(name: str, text: str | bytes, *options: str):
        path = tmp_path / "file.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        arguments = [name, str(path), "--language", "en", *options]
        return app.test_cli_runner().invoke(args=arguments)

    return command


@pytest.fixture
def count(app):
    def rows(model) -> int:
        with app.app_context():
            return db.session.scalar(sa.select(sa.func.count()).select_from(model))

    return rows


def number(serial: str) -> str:
    base = f"900314{serial}"
    return f"{base}{97 - int(base) % 97:02d}"


def members(text: str = MEMBERS) -> str:
    return text.replace("90031499758", number("991"))


def test_clients_are_taken_over(run, app, browse):
    result = run("import-clients", CLIENTS)
    assert result.exit_code == 0, result.output
    assert "3 lines are taken over" in result.output
    page = browse(people.MEMBER).get("/clients?q=0999.100.691").text
    assert "Théâtre de la Démo" in page
    with app.app_context():
        town = db.session.scalars(
            sa.select(Client).where(Client.city == "Gent").order_by(-Client.id)
        ).first()
        assert (town.language, town.country, town.email) == ("nl", "BE", "facturen@demo.example")
        assert town.verified is not None
        entry = db.session.scalars(sa.select(AuditEntry)).one()
        assert (entry.act, entry.facts["rows"]) == ("clients_imported", "3")


def test_a_rehearsal_writes_nothing(run, count):
    result = run("import-clients", CLIENTS, "--dry-run")
    assert result.exit_code == 0
    assert "3 lines are right" in result.output
    assert count(Client) == buyers.NEWCOMER + 1
    assert count(AuditEntry) == 0


@pytest.mark.parametrize(
    ("line", "report"),
    [
        (
            "X;company;BE;0999.100.692;;Rue 1;1000;Bruxelles;;fr",
            "Line 5, enterprise_number, “0999.100.692”: This enterprise number is not right",
        ),
        ("X;company;BE;;;Rue 1;1000;Bruxelles;;fr", "Line 5, enterprise_number: Type the ent"),
        ("X;firm;BE;;;Rue 1;1000;Bruxelles;;fr", "Line 5, kind, “firm”: Write one of these"),
        (";person;BE;;;Rue 1;1000;Bruxelles;;fr", "Line 5, name: Fill this in"),
        ("X;person;BE;;;Rue 1;999;Bruxelles;;fr", "Line 5, postcode, “999”: A Belgian postcode"),
        ("X;person;XX;;;Rue 1;1000;Bruxelles;;fr", "Line 5, country, “XX”"),
        ("X;person;BE;;;Rue 1;1000;Bruxelles;no;fr", "Line 5, email, “no”: This is not an e-mail"),
        ("X;person;BE;;;Rue 1;1000;Bruxelles;;de", "Line 5, language, “de”"),
        ("X;company;BE;0999100691;;Rue 1;1000;Bruxelles;;fr", "The same as on line 2"),
        ("X;company;BE;0999.100.196;;Rue 1;1000;Bruxelles;;fr", "already in the cooperative"),
        ("X;company;FR;;FR29999999907;Rue 1;75011;Paris;;fr", "already in the cooperative"),
        ("ALIX exemple;person;BE;;;Rue Haute 3;4000;Liege;;fr", "The same as on line 4"),
        ("Marie Vermeulen;person;BE;;;Rue Haute 20;4000;Liège;;fr", "already in the cooperative"),
    ],
)
def test_one_bad_line_and_nothing_is_written(run, count, line, report):
    result = run("import-clients", f"{CLIENTS}{line}\n")
    assert result.exit_code == 1
    assert report in result.output
    assert "1 line is refused." in result.output
    assert "Nothing was written." in result.output
    assert count(Client) == buyers.NEWCOMER + 1


def test_every_refusal_is_told_in_the_order_of_the_file(run):
    lines = "\n;company;BE;1;;;;;;\nY;person;BE;;;;1;;;\n"
    result = run("import-clients", CLIENTS + lines)
    told = [line.split(":")[0] for line in result.output.splitlines() if line.startswith("Line")]
    assert {"Line 6, name", "Line 6, enterprise_number, “1”", "Line 7, street"} <= set(told)
    assert told == sorted(told, key=lambda line: line[5])
    assert "2 lines are refused." in result.output


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (CLIENTS.encode("cp1252"), "CSV UTF-8"),
        ("name;kind\nX;person\n", "country, street, city"),
        (CLIENTS.replace("email", "mail", 1), "“mail” is not one of ours"),
        ("", "The first line must name the columns"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_one_sentence(run, text, reason):
    result = run("import-clients", text)
    assert result.exit_code == 1
    assert reason in result.output
    assert "Traceback" not in result.output


def test_commas_and_a_mark_are_fine(run):
    text = "\ufeff" + CLIENTS.replace(";", ",")
    assert run("import-clients", text).exit_code == 0


def test_formulas_become_text(run, app):
    text = CLIENTS.replace("Alix Exemple", "=HYPERLINK(1)")
    assert run("import-clients", text).exit_code == 0
    with app.app_context():
        assert (
            db.session.scalars(sa.select(Client.name).order_by(-Client.id)).first()
            == "HYPERLINK(1)"
        )


def test_what_we_export_we_can_read_again(run, browse, app):
    exported = browse(people.ADMIN_TEAM).post("/clients/export").data
    result = run("import-clients", exported)
    assert result.exit_code == 1
    assert result.output.count("already in the cooperative") == buyers.NEWCOMER + 1


def test_the_report_speaks_the_language_asked_for(run):
    result = run("import-clients", CLIENTS, "--language", "nl")
    assert result.exit_code == 0


def test_many_lines_show_progress_and_go_in_bulk(run, count):
    rows = [f"Persoon {place};person;BE;;;Straat {place};9000;Gent;;nl" for place in range(1200)]
    result = run("import-clients", "\n".join([CLIENTS.splitlines()[0], *rows]))
    assert result.exit_code == 0
    assert count(Client) == buyers.NEWCOMER + 1201


def test_an_import_of_nothing(run, count):
    result = run("import-clients", CLIENTS.splitlines()[0])
    assert result.exit_code == 0
    assert count(Client) == buyers.NEWCOMER + 1


# Members


def test_members_are_taken_over_with_their_units(run, app):
    result = run("import-members", members())
    assert result.exit_code == 0, result.output
    with app.app_context():
        alix = db.session.scalars(
            sa.select(Person).where(Person.email == "alix@demo.example")
        ).one()
        assert (alix.name, alix.language, str(alix.birth_day)) == (
            "Alix Exemple",
            "fr",
            "1990-03-14",
        )
        assert alix.national_number == number("991")
        assert alix.iban == "BE71096123456769"
        assert b"BE71" not in alix.iban_sealed
        assert alix.password_hash == ""
        assert "exemple" in alix.likeness
        roles = sa.select(PersonRole.role).where(PersonRole.person_id == alix.id)
        assert set(db.session.scalars(roles)) == {"member", "worker"}
        bo = db.session.scalars(sa.select(Person).where(Person.email == "bo@demo.example")).one()
        roles = sa.select(PersonRole.role).where(PersonRole.person_id == bo.id)
        assert db.session.scalars(roles).all() == ["worker"]
        unit = db.session.scalars(sa.select(Unit).where(Unit.name == "Alix, scène")).one()
        holders = sa.select(sa.func.count()).where(Holding.unit_id == unit.id)
        assert db.session.scalar(holders) == 2
        assert unit.opened.isoformat() == app.config["TODAY"].isoformat()


def test_a_new_member_sees_only_their_own_unit(run, browse):
    run("import-members", members())
    page = browse("alix@demo.example").get("/clients")
    assert page.status_code == 200


@pytest.mark.parametrize(
    ("old", "new", "report"),
    [
        ("Bo@demo.example", people.MEMBER, "Line 3, email"),
        ("Bo@demo.example", "ALIX@demo.example", "The same as on line 2"),
        ("Bo@demo.example", "bo", "Line 3, email, “bo”: This is not an e-mail"),
        (";Bo;", ";;", "Line 3, given_name: This must be filled in"),
        ("14/3/1990", "15/3/1990", "another day of birth"),
        ("14/3/1990", "31/2/1990", "This is not a date"),
        ("member worker", "worker", "Someone with a unit is a member"),
        ("member worker", "king", "Write one of these"),
        ("three_in_one;performance\nBo", "both;performance\nBo", "Line 2 tells another tool"),
        ("three_in_one;performance\nBo", ";\nBo", "Line 2, unit_tool: This must be filled in"),
        ("nl;;;;;;;", "xx;;;;;;;", "Line 3, language, “xx”"),
    ],
)
def test_one_bad_member_and_nobody_is_taken_over(run, count, old, new, report):
    text = members().replace(old, new, 1)
    result = run("import-members", text)
    assert result.exit_code == 1
    assert report in result.output, result.output
    assert count(Person) == len(people.PEOPLE)
    assert count(Unit) == 4


def test_numbers_of_people_are_masked_in_the_report(run):
    text = members().replace(number("991"), "90031499100").replace("BE71", "BE72")
    result = run("import-members", text)
    assert result.exit_code == 1
    assert "national_number" in result.output
    assert "iban" in result.output
    assert "900314" not in result.output
    assert "0961" not in result.output


def test_a_national_number_is_there_once(run):
    line = f"di@demo.example;Di;Exemple;fr;;{number('991')};;;;;\n"
    result = run("import-members", members() + line)
    assert result.exit_code == 1
    assert "The same as on line 2" in result.output
    assert run("import-members", members()).exit_code == 0
    again = run("import-members", members().splitlines()[0] + "\n" + line)
    assert "already in the cooperative" in again.output


def test_a_unit_needs_its_legal_entity(run, app, count):
    with app.app_context():
        other = db.session.scalars(sa.select(Entity.id).where(Entity.code == "SC")).one()
        db.session.execute(sa.update(Unit).values(entity_id=other))
        db.session.execute(sa.delete(Entity).where(Entity.code == "PA"))
        db.session.commit()
    result = run("import-members", members())
    assert result.exit_code == 1
    assert "The legal entity PA is not set up" in result.output
    assert count(Person) == len(people.PEOPLE)


def test_members_can_be_rehearsed(run, count):
    result = run("import-members", members(), "--dry-run")
    assert result.exit_code == 0
    assert count(Person) == len(people.PEOPLE)
