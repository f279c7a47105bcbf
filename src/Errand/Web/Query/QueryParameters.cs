namespace Errand.Web.Query;

/// <summary>The query parameters that more than one route may accept.</summary>
internal static class QueryParameters
{
    public static readonly QueryParameter Wait = new(
        "wait", """{"type":"number","minimum":0}""", "seconds to wait until the task is done; more than 60 counts as 60");

    private static readonly QueryParameter Tag = new("tag", """{"type":"string"}""", "a name to find the task by later") { IsRepeatable = true };

    /// <summary>The options of a task.</summary>
    public static readonly IReadOnlyList<QueryParameter> Options =
    [
        new("queue", """{"type":"string"}""", "the queue it waits in, created by its first use"),
        new("priority", """{"type":"integer"}""", "higher runs first within a queue"),
        new("maxAttempts", """{"type":"integer"}""", "how often the task is tried"),
        new("ttl", """{"type":"number"}""", "seconds from creation to expiry"),
        new("timeout", """{"type":"number"}""", "seconds one run may take"),
        new("delay", """{"type":"number"}""", "seconds until it may run"),
        new("runAt", """{"type":"string","format":"date-time"}""", "the instant from which it may run"),
        Tag,
    ];

    /// <summary>Whether a parameter may be there more than once, on whichever route.</summary>
    public static bool MayRepeat(string name) => name == Tag.Name;
}
