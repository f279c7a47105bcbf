using System.Globalization;
using Errand.Storage.Access;
using Errand.Web.Http;
using Errand.Web.Query;

namespace Errand.Web.Keys;

/// <summary>The entries of the audit log that a request asks for.</summary>
internal static class AuditQuery
{
    public const int DefaultLimit = 50;

    /// <summary>Of the form of a cursor; a later form has another one.</summary>
    private const string Version = "1.";

    private static readonly QueryParameter Actor = new("actor", """{"type":"string"}""", "what this one did, such as key:ci");

    private static readonly QueryParameter Action = new("action", """{"type":"string"}""", "what was done in this way, such as task-cancel");

    private static readonly QueryParameter After = new("after", """{"type":"string"}""", "what was done at this instant or later");

    private static readonly QueryParameter Before = new("before", """{"type":"string"}""", "what was done before this instant");

    private static readonly QueryParameter Limit = new(
        "limit", """{"type":"integer","minimum":1,"maximum":200,"default":50}""", "at most so many entries; 50 if not given");

    private static readonly QueryParameter Cursor = new("cursor", """{"type":"string"}""", "the next of the page before");

    public static IReadOnlyList<QueryParameter> Parameters { get; } = [Actor, Action, After, Before, Limit, Cursor];

    public static string CursorOf(long number) => string.Create(CultureInfo.InvariantCulture, $"{Version}{number}");

    /// <summary>Why it cannot be read, or null.</summary>
    public static Malformed? Read(RequestQuery? query, out AuditRequest request)
    {
        request = new AuditRequest(query?[Actor], query?[Action], null, null, long.MaxValue, DefaultLimit);
        if (query is null)
        {
            return null;
        }

        if (!TryRead(query[After], out DateTimeOffset? after) || !TryRead(query[Before], out DateTimeOffset? before))
        {
            return new Malformed($"after and before must be {InstantForm.Description}; in a query a + is written %2B.");
        }

        if (query[Limit] is { } limit)
        {
            if (!Integers.TryParse(limit, out int count) || count is < 1 or > 200)
            {
                return new Malformed("limit must be an integer from 1 to 200.");
            }

            request = request with { Limit = count };
        }

        long below = long.MaxValue;
        if (query[Cursor] is { } cursor && !(cursor.StartsWith(Version, StringComparison.Ordinal)
            && long.TryParse(cursor.AsSpan(Version.Length), NumberStyles.None, CultureInfo.InvariantCulture, out below)))
        {
            return new Malformed("cursor was changed.");
        }

        request = request with { After = after, Before = before, Below = below };
        return null;
    }

    private static bool TryRead(string? text, out DateTimeOffset? instant)
    {
        instant = null;
        if (text is null)
        {
            return true;
        }

        bool isInstant = InstantForm.TryParse(text, out DateTimeOffset at);
        instant = at;
        return isInstant;
    }
}
