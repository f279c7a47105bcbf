using System.Globalization;
using System.Text;
using Errand.Web.Query;
using Errand.Web.Routes;

namespace Errand.Tests.Contract.Fuzz;

/// <summary>Requests made from the table of routes: each is the same whenever it is made from the same seed and number.</summary>
internal sealed class FuzzRequests(IReadOnlyList<ApiRoute> routes, Uri server, int seed)
{
    /// <summary>Kestrel's limits, by a margin: a longer line or more headers do not come as far as the routes.</summary>
    private const int LongestLine = 8000;
    private const int LongestHeaders = 30_000;

    /// <summary>Of these numbers some are tasks.</summary>
    public const int Ids = 60;

    public FuzzRequest Create(int number)
    {
        var random = new Random(unchecked((seed * 486_187_739) + number));
        var text = new FuzzText(random);
        ApiRoute route = routes[random.Next(routes.Count)];
        bool isOwnMethod = !text.Happens(0.06);
        string method = isOwnMethod
            ? route.Methods[random.Next(route.Methods.Count)]
            : text.OneOf("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "get", "BREW", "CONNECT");
        (string path, bool isOwnPath) = Path(route, random, text);
        string target = path + Query(route, random, text);
        List<(string Name, string Value)> headers = Headers(route, text);
        string host = text.Happens(0.02)
            ? text.OneOf("evil.example", "localhost", "127.0.0.1", "[::1]:80", "", "a b", "localhost:99999", "localhost,evil.example", "é")
            : server.Authority;
        byte[] body = !route.ReadsBody ? text.Happens(0.1) ? Encoding.UTF8.GetBytes(text.OddOne()) : []
            : text.Happens(0.02) ? new byte[random.Next(1_048_570, 1_100_000)]
            : new FuzzBodies(random, text).Of(route);
        (byte[] framed, bool isHttp, bool breaksOff) = Frame(body, headers, random, text);
        string head = $"{method} {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n"
            + string.Concat(headers.Select(header => $"{header.Name}: {header.Value}\r\n")) + "\r\n";
        bool isUsual = head.Length < LongestHeaders && target.Length < LongestLine && headers.Count < 90 && method != "CONNECT"
            && host == server.Authority && headers.TrueForAll(header => !header.Value.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            && !target.AsSpan().ContainsAnyExceptInRange('!', '~') && !path.Contains("%00", StringComparison.Ordinal);
        return new FuzzRequest(route, method, [.. Encoding.UTF8.GetBytes(head), .. framed])
        {
            IsOfRoute = isOwnMethod && isOwnPath,
            IsHttp = isHttp && isUsual,
            BreaksOff = breaksOff,
        };
    }

    private static (string Path, bool IsOwn) Path(ApiRoute route, Random random, FuzzText text)
    {
        bool isOwn = true;
        string path = string.Join('/', route.Pattern.Split('/').Select(segment =>
        {
            if (!segment.StartsWith('{'))
            {
                return segment;
            }

            if (text.Happens(0.12))
            {
                // It may have become another address, such as that of the list in place of the task's.
                isOwn = false;
                return text.Escaped(text.OddOne());
            }

            return segment switch
            {
                "{id}" => random.Next(1, Ids + 10).ToString(CultureInfo.InvariantCulture),
                "{type}" => text.OneOf("add", "echo", "rows", "fail", "unknown"),
                _ => text.OneOf("fuzz", "other", "unknown"),
            };
        }));
        if (text.Happens(0.03))
        {
            isOwn = false;
            path = text.OneOf(path + "/", "/" + path, path.ToUpperInvariant(), path + "%2F", path + "/..", path + ";a=b", "/%2e" + path, path + "%00");
        }

        return (path, isOwn);
    }

    private static string Query(ApiRoute route, Random random, FuzzText text)
    {
        IReadOnlyList<QueryParameter> accepted = route.Query ?? [];
        var pairs = new List<string>();
        foreach (QueryParameter parameter in accepted.Where(_ => text.Happens(accepted.Count > 8 ? 0.12 : 0.4)))
        {
            string name = parameter.IsPrefix ? parameter.Name + text.OneOf("x", "a/b", "", "é") : parameter.Name;
            do
            {
                pairs.Add($"{text.Escaped(name)}={text.Escaped(Value(parameter, text))}");
            }
            while (text.Happens(0.05));
        }

        if (text.Happens(0.05))
        {
            pairs.Add($"{text.Escaped(text.OddOne())}={text.Escaped(text.OddOne())}");
        }

        if (text.Happens(0.03))
        {
            pairs.Add(text.OneOf("&&", "=", "=a", "a", "%", "a=%ff", "?", "wait", "wait=", "%77ait=0"));
        }

        if (text.Happens(0.01))
        {
            pairs.Add("a=" + new string('b', random.Next(1, 12_000)));
        }

        return pairs.Count == 0 ? "" : "?" + string.Join('&', pairs);
    }

    /// <summary>No request waits long: there are many.</summary>
    private static string Value(QueryParameter parameter, FuzzText text) =>
        parameter == QueryParameters.Wait ? text.OneOf("0", "0.05", "0.2", "1e-2", "-1", "soon", "NaN", "", "-0", "0x1")
        : text.Happens(0.6) ? text.Fitting(parameter.Schema)
        : text.OddOne();

    private static List<(string Name, string Value)> Headers(ApiRoute route, FuzzText text)
    {
        var headers = new List<(string Name, string Value)>();
        if (route.Body != RouteBody.None || text.Happens(0.05))
        {
            string type = text.Happens(0.85)
                ? text.OneOf("application/json", "application/json", "application/json; charset=utf-8", "application/x-ndjson")
                : text.OneOf("", "text/plain", "application/json; charset=latin1", "application/json;;", "*/*", "application/problem+json", ";", "a/b/c");
            headers.Add(("Content-Type", type));
        }

        Add("Accept", 0.2, "application/json", "*/*", "text/html", "text/csv", "application/octet-stream", "application/x-ndjson", "text/event-stream",
            "application/json;q=0", "*/*;q=2", ",", ";", "application/*", "application/json;q=0.0001");
        Add("Idempotency-Key", 0.2, "\"a\"", "k1", "k2", "", "\"", "\"\"", "a b", new string('k', 255), new string('k', 256), "é", "\"k\"; a=b");
        Add("Prefer", 0.2, "wait=0", "wait=0.1", "return=minimal", "return=representation", "wait=soon", "wait=-1", "wait=0, wait=1", "return=minimal; a=b",
            "respond-async", ",", "=", "wait", "\"wait\"=0");
        Add("If-None-Match", 0.1, "*", "\"x\"", "W/\"x\"", "x", "\"", "\"a\", \"b\"", ",");
        Add("If-Range", 0.05, "\"x\"", "W/\"x\"", "x", "Sun, 29 Nov 2026 10:00:00 GMT");
        Add("Range", 0.1, "bytes=0-", "bytes=0-0", "bytes=-1", "bytes=5-1", "bytes=0-1,2-3", "bytes=99999999999999999999-", "bytes=", "lines=1-2", "bytes=-0");
        Add("Accept-Encoding", 0.1, "gzip", "br", "identity;q=0", "*;q=0", "gzip;q=x", "", "deflate, gzip;q=1.0, *;q=0.5");
        Add("Content-Encoding", 0.02, "gzip", "identity", "br, gzip", "");
        Add("Last-Event-ID", 0.1, "1", "x", "", "1.2.3", new string('1', 500));
        Add("traceparent", 0.05, "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "nonsense", "", "00-0-0-0");
        Add("Origin", 0.03, "https://elsewhere.example", "null", "http://localhost", "é", "");
        Add("X-Forwarded-Host", 0.03, "evil.example", "a,b");
        Add("X-Forwarded-Prefix", 0.03, "/x", "//x", "x");
        Add("Expect", 0.02, "100-continue");
        Add("Upgrade", 0.02, "websocket", "h2c");
        Add("Cookie", 0.02, new string('c', 5000), "a=b");
        Add("X-Odd", 0.02, text.OddOne(), new string('h', 40_000));
        if (text.Happens(0.01))
        {
            headers.AddRange(Enumerable.Range(0, 120).Select(i => (FormattableString.Invariant($"X-{i}"), "a")));
        }

        return headers;

        void Add(string name, double chance, params ReadOnlySpan<string> values)
        {
            if (text.Happens(chance))
            {
                headers.Add((name, text.OneOf(values)));
                if (text.Happens(0.05))
                {
                    headers.Add((name, text.OneOf(values)));
                }
            }
        }
    }

    /// <summary>The body as it is sent, with the headers that say how long it is, rarely the truth.</summary>
    private static (byte[] Body, bool IsHttp, bool BreaksOff) Frame(
        byte[] body, List<(string Name, string Value)> headers, Random random, FuzzText text)
    {
        if (body.Length == 0 && text.Happens(0.5))
        {
            return ([], true, false);
        }

        switch (random.Next(24))
        {
            case 0:
                headers.Add(("Transfer-Encoding", "chunked"));
                byte[] cut = [.. Chunked(body, random)];
                return (cut[..random.Next(cut.Length)], false, true);
            case 1:
                headers.Add(("Transfer-Encoding", "chunked"));
                return (Encoding.UTF8.GetBytes(text.OneOf("x\r\n", "-1\r\n", "5\r\nab", "FFFFFFFFFFFFFFFFF\r\n", "1;a=\r\nab\r\n0\r\n")), false, true);
            case 2:
                headers.Add(("Content-Length", text.OneOf("-1", "x", "1e3", "99999999999999999999", "5, 5", "+5", "0x5")));
                return (body, false, true);
            case 3:
                headers.Add(("Content-Length", (body.Length + random.Next(1, 1000)).ToString(CultureInfo.InvariantCulture)));
                return (body, false, true);
            case 4:
                headers.Add(("Content-Length", "5"));
                headers.Add(("Transfer-Encoding", text.OneOf("chunked", "identity", "gzip, chunked")));
                return (body, false, true);
            case < 9:
                headers.Add(("Transfer-Encoding", "chunked"));
                return ([.. Chunked(body, random)], true, false);
            default:
                headers.Add(("Content-Length", body.Length.ToString(CultureInfo.InvariantCulture)));
                return (body, true, false);
        }
    }

    private static IEnumerable<byte> Chunked(byte[] body, Random random)
    {
        for (int at = 0; at < body.Length;)
        {
            int size = Math.Min(body.Length - at, random.Next(1, 100_000));
            foreach (byte one in Encoding.ASCII.GetBytes(FormattableString.Invariant($"{size:x}\r\n")))
            {
                yield return one;
            }

            for (int end = at + size; at < end; at++)
            {
                yield return body[at];
            }

            yield return (byte)'\r';
            yield return (byte)'\n';
        }

        foreach (byte one in "0\r\n\r\n"u8.ToArray())
        {
            yield return one;
        }
    }
}
