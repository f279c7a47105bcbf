"""Client of an Errand task server: one file, Python 3.9 or newer, standard library only.

    from errand import Client

    client = Client("http://localhost:5000")       # with a key: Client(url, key="errand_...")
    print(client.run("add", x=1, y=2))             # 3

    task = client.submit("add", x=1, y=2, _options={"delay": 60, "tags": ["mine"]})
    for event in task.events():
        print(event.name, event.data)
    print(task.result())

Requests that break off, and those that the server could not serve just then, are repeated where that is safe: 6 tries within 60
seconds. Every submission of one task bears an Idempotency-Key, so it is one task however often it is sent. A batch has none: it is
sent again only if there was no connection.

A client may be used by many threads at once. The newest version for a server is at /clients/errand.py of that server.
"""

import base64
import collections
import datetime
import email.utils
import http.client
import io
import json
import math
import random
import threading
import time
import urllib.parse
import uuid

__version__ = "0.1.0"
__all__ = ["Client", "Task", "Event", "ErrandError", "TaskFailed"]

_TRIES = 6
_FIRST_PAUSE = 0.2  # seconds; doubled with each try, and any part of it
_LONGEST = 60.0  # no try begins later after the first one, beyond what the server was asked to wait
_ANSWER_TIME = 10.0  # how long an answer may take, beyond what the server was asked to wait
_WAIT = 60.0  # the server waits no longer
_SILENCE = 45.0  # event streams send a comment every 15 seconds
_PASSING = (408, 429, 502, 503, 504)
_PROBLEM = "urn:errand:problem/"

Event = collections.namedtuple("Event", "name id data")
Event.__doc__ = """What happened to a task: `name` is status, progress, log or end; `data` is its JSON; `id` is its place."""


class ErrandError(Exception):
    """The server refused a request, or could not be reached: then `status` is 0.

    `slug` says what is wrong for programs (docs/http-api.md lists them), `errors` all that is wrong with the request, and `trace_id`
    is in the server's log.
    """

    def __init__(self, status, slug, errors=(), detail="", trace_id="", retry_after=None):
        lines = ["{}: {}".format(error.get("pointer"), error.get("detail")) for error in errors]
        super().__init__("; ".join(lines) or detail or "The server answered {}.".format(status))
        self.status = status
        self.slug = slug
        self.errors = list(errors)
        self.detail = detail
        self.trace_id = trace_id
        self.retry_after = retry_after


class TaskFailed(Exception):
    """A task failed or was cancelled: `task` is the whole view of it, `outcome` is failed or cancelled, `error` says why it failed."""

    def __init__(self, task):
        self.task = task
        self.outcome = task["outcome"]
        self.error = task.get("error")
        message = (self.error or {}).get("message") if self.outcome == "failed" else None
        super().__init__(message or "The task {} was {}.".format(task["id"], self.outcome))


class Client:
    """Runs tasks on the server at `url`, which may have a prefix: https://example.com/jobs."""

    def __init__(self, url, key=None):
        address = urllib.parse.urlsplit(url)
        if address.scheme not in ("http", "https") or not address.hostname:
            raise ValueError("The address of the server must begin with http:// or https://; got {!r}.".format(url))
        self._address = address
        self._base = address.path.rstrip("/")
        self._headers = {"Authorization": "Bearer " + key} if key else {}
        self._idle = []
        self._lock = threading.Lock()

    def run(self, type, /, _options=None, _json=None, _timeout=None, **args):
        """Submits a task, waits until it is done, and returns its result. Raises TaskFailed, and TimeoutError after `_timeout` seconds.

        Arguments of the task are keyword arguments; `_json` is the args object as JSON text instead, sent as it is.
        """
        end = None if _timeout is None else time.monotonic() + _timeout
        view = self._submit(type, _options, _json, args, _WAIT if _timeout is None else min(_timeout, _WAIT))
        return Task(self, view["id"])._result_of(view, end)

    def submit(self, type, /, _options=None, _json=None, **args):
        """Submits a task, and returns it. It is stored durably then.

        `_options`: queue, priority, delay, runAt, ttl, timeout, maxAttempts, tags, idempotencyKey. Times are seconds or timedeltas,
        `runAt` is a datetime with a time zone.
        """
        return Task(self, self._submit(type, _options, _json, args, 0)["id"])

    def task(self, id, /):
        """A task that was submitted before. Whether there is one, the first call shows."""
        return Task(self, int(id))

    def batch(self, tasks, /):
        """Submits up to 10,000 tasks at once, all of them or none, and returns their ids.

        Each is (type, args), (type, args, options), or a dict as POST /v1/tasks takes it.
        """
        body = json.dumps([self._item(task) for task in tasks], allow_nan=False).encode()
        return self._call("POST", "/v1/tasks/batch", body=body, repeatable=False).json()["ids"]

    def call(self, method, path, body=None, query=None):
        """Any other request: its JSON answer, or None. Repeated where that is safe: reads, PUT and DELETE."""
        text = None if body is None else json.dumps(_plain(body), allow_nan=False).encode()
        return self._call(method, path, query=query, body=text, repeatable=method != "POST").json()

    def close(self):
        """Closes the connections that are idle."""
        with self._lock:
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def _submit(self, type, options, text, args, wait):
        if text is not None and args:
            raise TypeError("Arguments are either keyword arguments or _json.")
        options = dict(options or {})
        key = options.pop("idempotencyKey", None) or uuid.uuid4().hex
        query = [(name, _option(value)) for name, value in options.items() if name != "tags" and value is not None]
        query += [("tag", tag) for tag in options.get("tags") or ()]
        if wait:
            query.append(("wait", _option(wait)))
        body = text if text is not None else json.dumps(_plain(args), allow_nan=False)
        path = "/v1/types/{}/tasks".format(urllib.parse.quote(type, safe=""))
        return self._call("POST", path, query=query, body=body.encode(), headers={"Idempotency-Key": key}, wait=wait).json()

    @staticmethod
    def _item(task):
        if isinstance(task, dict):
            return _plain(task)
        type, args, *rest = task
        options = {name: value if name == "tags" else _option(value, json=True) for name, value in dict(*rest).items()}
        return {"type": type, "args": _plain(args), **options}

    def _call(self, method, path, query=None, body=None, headers=None, wait=0, repeatable=True, stream=False):
        """The answer, after as many tries as it takes. Raises ErrandError for any answer that is no success, 304 apart."""
        target = self._base + path + ("?" + urllib.parse.urlencode(query) if query else "")
        sent = {**self._headers, **(headers or {})}
        if body is not None:
            sent["Content-Type"] = "application/json"
        begun = time.monotonic()
        for tries in range(_TRIES):
            try:
                answer = self._send(method, target, body, sent, wait, repeatable, stream)
            except _NoConnection as broken:
                error = ErrandError(0, "unreachable", detail="The server at {} cannot be reached: {}".format(self._address.netloc, broken))
                again = True
            except (OSError, http.client.HTTPException) as broken:
                detail = "The connection to {} broke off: {!r}".format(self._address.netloc, broken)
                error = ErrandError(0, "broken-connection", detail=detail)
                again = repeatable
            else:
                if answer.status < 400:
                    return answer
                error = answer.problem()
                again = repeatable and answer.status in _PASSING
            pause = error.retry_after
            if pause is None:
                pause = _FIRST_PAUSE * 2**tries * random.random()
            if not again or tries == _TRIES - 1 or time.monotonic() - begun + pause > _LONGEST + wait:
                raise error
            time.sleep(pause)
        raise AssertionError("Every try returns, raises or is followed by another.")

    def _send(self, method, target, body, headers, wait, repeatable, stream):
        connection = self._take() if repeatable and not stream else None
        if connection is None:
            connection = self._connect()
        try:
            connection.timeout = _SILENCE if stream else wait + _ANSWER_TIME
            connection.sock.settimeout(connection.timeout)
            connection.request(method, target, body, headers)
            answer = connection.getresponse()
            if stream and answer.status == 200:
                return _Answer(answer, None, connection)
            content = answer.read()
        except BaseException:
            connection.close()
            raise
        if answer.will_close:
            connection.close()
        else:
            with self._lock:
                self._idle.append(connection)
        return _Answer(answer, content, None)

    def _take(self):
        with self._lock:
            return self._idle.pop() if self._idle else None

    def _connect(self):
        kind = http.client.HTTPSConnection if self._address.scheme == "https" else http.client.HTTPConnection
        connection = kind(self._address.hostname, self._address.port, timeout=_ANSWER_TIME)
        try:
            connection.connect()
        except OSError as e:
            connection.close()
            raise _NoConnection(str(e)) from e
        return connection


class Task:
    """A task on the server."""

    def __init__(self, client, id):
        self._client = client
        self.id = id

    def __repr__(self):
        return "Task({})".format(self.id)

    def view(self):
        """The task as it stands, as a dict."""
        return self._client._call("GET", self._path()).json()

    def wait(self, timeout=None):
        """Waits until the task is done, and returns the whole view of it. Raises TimeoutError after `timeout` seconds."""
        return self._wait(None if timeout is None else time.monotonic() + timeout)

    def result(self, timeout=None):
        """Waits until the task is done, and returns its result. Raises TaskFailed if it failed or was cancelled."""
        end = None if timeout is None else time.monotonic() + timeout
        return self._result_of(self._wait(end), end)

    def to_numpy(self, select="", timeout=None):
        """The result, or the part of it at a JSON Pointer such as "/r/*/2", as an array of NumPy, which must be installed."""
        import numpy

        view = self.wait(timeout)
        if view["outcome"] != "succeeded":
            raise TaskFailed(view)
        query = [("format", "npy")] + ([("select", select)] if select else [])
        answer = self._client._call("GET", self._path("/result"), query=query)
        return numpy.load(io.BytesIO(answer.content), allow_pickle=False)

    def cancel(self):
        """Cancels the task: at once when it waits, through its function when it runs. Returns the view of it."""
        return self._client._call("POST", self._path("/cancel")).json()

    def events(self, after=None):
        """What there is of the task, then what happens to it, as Events, until it is done or gone: the last one is named end.

        When the connection breaks, it goes on where it was. `after` is the id of the last event that you have.
        """
        last = after
        while True:
            headers = {"Accept": "text/event-stream"}
            if last is not None:
                headers["Last-Event-ID"] = last
            try:
                answer = self._client._call("GET", self._path("/events"), headers=headers, stream=True)
            except ErrandError as e:
                if e.slug != "unknown-task" or last is None:
                    raise
                yield Event("end", last, {"id": self.id, "gone": True})
                return
            pause = 2.0
            with answer:
                for name, value in answer.events():
                    if name == "retry":
                        pause = value
                        continue
                    last = value.id
                    yield value
                    if value.name == "end":
                        return
            time.sleep(pause * random.random())

    def _path(self, rest=""):
        return "/v1/tasks/{}{}".format(self.id, rest)

    def _wait(self, end):
        tag = None
        while True:
            left = _WAIT if end is None else max(0.0, min(_WAIT, end - time.monotonic()))
            begun = time.monotonic()
            headers = {"If-None-Match": tag} if tag else {}
            answer = self._client._call("GET", self._path(), query=[("wait", _option(left))], headers=headers, wait=left)
            if answer.status != 304:
                view = answer.json()
                if view["status"] == "done":
                    return view
                tag = answer.header("ETag")
            if end is not None and time.monotonic() >= end:
                raise TimeoutError("The task {} is not done yet.".format(self.id))
            if time.monotonic() - begun < left / 2:
                time.sleep(random.random())  # A server that stops answers waits at once.

    def _result_of(self, view, end):
        if view["status"] != "done":
            view = self._wait(end)
        if view["outcome"] != "succeeded":
            raise TaskFailed(view)
        return view["result"] if "result" in view else self._client._call("GET", self._path("/result")).json()


class _NoConnection(Exception):
    """Nothing was sent."""


class _Answer:
    def __init__(self, answer, content, connection):
        self._answer = answer
        self._connection = connection
        self.status = answer.status
        self.content = content

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._connection.close()

    def header(self, name):
        return self._answer.getheader(name)

    def json(self):
        return json.loads(self.content) if self.content else None

    def problem(self):
        body = {}
        if (self.header("Content-Type") or "").startswith("application/problem+json"):
            try:
                body = json.loads(self.content)
            except ValueError:
                pass  # The problem of a proxy, in a form of its own.
        type = str(body.get("type", ""))
        return ErrandError(
            self.status,
            type[len(_PROBLEM):] if type.startswith(_PROBLEM) else None,
            body.get("errors") or (),
            body.get("detail", ""),
            body.get("traceId", ""),
            _seconds_of(self.header("Retry-After")),
        )

    def events(self):
        """Events as ("event", Event), and how long to wait before the next connection as ("retry", seconds). Ends when it breaks."""
        name, id, data = None, None, []
        try:
            for line in self._answer:
                field, _, value = line.decode().rstrip("\r\n").partition(":")
                value = value[1:] if value.startswith(" ") else value
                if field == "event":
                    name = value
                elif field == "id":
                    id = value
                elif field == "data":
                    data.append(value)
                elif field == "retry" and value.isdigit():
                    yield "retry", int(value) / 1000
                elif not field and not value:
                    if data and line in (b"\n", b"\r\n"):
                        yield "event", Event(name or "message", id, json.loads("\n".join(data)))
                        name, data = None, []
        except (OSError, http.client.HTTPException):
            return


def _seconds_of(text):
    """What Retry-After says, in seconds: a number of them, or a date."""
    if not text:
        return None
    if text.strip().isdigit():
        return float(text)
    date = email.utils.parsedate_tz(text)
    return None if date is None else max(0.0, email.utils.mktime_tz(date) - time.time())


def _option(value, json=False):
    """An option as the server reads it."""
    if isinstance(value, datetime.timedelta):
        value = value.total_seconds()
    elif isinstance(value, datetime.datetime):
        value = _plain(value)
    return value if json or isinstance(value, str) else str(value)


def _plain(value):
    """What JSON can carry: numbers that it has no form for are strings, as the server reads them."""
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    if isinstance(value, dict):
        return {str(name): _plain(member) for name, member in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, (bytes, bytearray)):
        return base64.b64encode(value).decode()
    if isinstance(value, datetime.datetime) and value.tzinfo is None:
        raise ValueError("An instant needs a time zone; got {!r}.".format(value))
    if isinstance(value, (datetime.datetime, datetime.date, datetime.time)):
        return value.isoformat()
    if hasattr(value, "tolist"):
        return _plain(value.tolist())  # NumPy's arrays and numbers.
    raise TypeError("JSON has no form for {!r}.".format(value))
