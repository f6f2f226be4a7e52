"""What the scripts beside this file need of a demo world: its people, a machine of an institution, and credits without end."""
import pathlib
import subprocess

import requests
from records import Prior, new_key

# The demo's, Sources/prior/Demo/DemoCast.swift.
PASSWORD = "seven goats cross the Senqu"
SCOPES = ["credits.read", "receipts.write", "webhooks.manage"]


def psql(data, *options, text=None):
    """Runs psql as the owner of the database under a data directory; what it says."""
    socket = next(data.glob("postgres/*/postmaster.pid")).read_text().splitlines()[4]
    program = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin/psql"))[-1]
    command = [program, "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", socket, "-U", "prior", "-d", "prior", *options]
    return subprocess.run(command, check=True, input=text, text=True, stdout=subprocess.PIPE).stdout


def post_credits(data, receiver, first, last):
    """Posts made-up credits to a feed, in one transaction."""
    script = pathlib.Path(__file__).with_name("semester.sql")
    psql(data, "-f", script, "-v", f"receiver={receiver}", "-v", f"first={first}", "-v", f"last={last}")


def sign_in(url, email):
    """The header of a person of the demo."""
    answer = requests.post(f"{url}/api/sessions", json={"email": email, "password": PASSWORD}, timeout=30)
    answer.raise_for_status()
    return {"Authorization": f"Bearer {answer.json()['token']}"}


def machine(url, administrator, slug):
    """The administrator of an institution makes its machine known by its public key, and it signs in: (machine, its id)."""
    institutions = requests.get(f"{url}/api/institutions", timeout=30).json()["items"]
    institution = next(item["id"] for item in institutions if item["slug"] == slug)
    private_key, public_key = new_key()
    made = requests.post(
        f"{url}/api/institutions/{institution}/clients", headers=administrator, timeout=30,
        json={"name": "records", "scopes": SCOPES, "keys": {"keys": [public_key]}})
    assert made.status_code == 201 and "secret" not in made.json(), made.text
    client = made.json()["id"]
    return Prior(url, client, private_key, public_key["kid"], " ".join(SCOPES)), client
