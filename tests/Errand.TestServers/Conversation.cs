namespace Errand.TestServers;

/// <summary>What can be asked of a new server whose one task type is <c>add</c>, so that its answers hold many kinds of text: numbers below
/// zero, fractions, bounds, instants, headers and faults.</summary>
public static class Conversation
{
    private const string Json = """{"x":1,"y":2}""";

    private static readonly (string Method, string Path, string? Body, string[] Headers)[] Questions =
    [
        ("POST", "/v1/types/add/tasks?wait=30", Json, []),
        ("POST", "/v1/types/add/tasks?wait=30&priority=-100&tag=T.I.i&timeout=1.5", """{"x":-5,"y":2}""", []),
        ("POST", "/v1/types/add/tasks", """{"x":3000000000,"y":"2","ı":-0.5}""", []),
        ("POST", "/v1/types/add/tasks", """{"x":1.5}""", []),
        ("POST", "/v1/types/add/tasks?priority=-101&maxAttempts=0&delay=-1.5&ttl=0.5&timeout=0.0001&tag=%C4%B0", Json, []),
        ("POST", "/v1/types/add/tasks?wait=-1", Json, []),
        ("POST", "/v1/types/add/tasks?delay=3600.5&maxAttempts=2", Json, []),
        ("POST", "/v1/types/add/tasks", Json, ["Prefer: wait=29.5"]),
        ("POST", "/v1/types/add/tasks", Json, ["Prefer: WAIT=29, RETURN=MINIMAL", "Idempotency-Key: I-1"]),
        ("POST", "/v1/types/ADI/tasks", Json, []),
        ("POST", "/v1/tasks", """{"type":"add","args":{"x":1,"y":2},"tags":[1,"a",-2.5],"priority":-1000,"delay":-1,"runat":1}""", []),
        ("POST", "/v1/tasks/batch", """[{"type":"add","args":{"x":1,"y":2}},{"type":"add","args":{"x":-1e99},"priority":-101}]""", []),
        ("POST", "/v1/types/add/tasks", "{", []),
        ("GET", "/v1/tasks/1", null, []),
        ("GET", "/v1/tasks/2/result", null, []),
        ("GET", "/v1/tasks/3/result", null, []),
        ("POST", "/v1/tasks/3/cancel", null, []),
        ("GET", "/v1/tasks/999", null, []),
        ("GET", "/v1/tasks/-1", null, []),
        ("GET", "/v1/types", null, []),
        ("GET", "/v1/types/add", null, []),
        ("GET", "/v1/handlers", null, []),
        ("GET", "/health/ready", null, []),
        ("GET", "/ping", null, []),
        ("DELETE", "/v1/tasks/1", null, []),
        ("POST", "/task/new", Json, []),
        ("GET", "/v1/tasks/6?wait=30", null, []),
        ("GET", "/task/6/view", null, []),
        ("POST", "/task/new", """{"x":-3000000000}""", []),
    ];

    /// <summary>The questions and the answers, as <see cref="Likeness"/> has them.</summary>
    public static async Task<IReadOnlyList<string>> HoldAsync(HttpClient client)
    {
        var lines = new List<string>();
        foreach ((string method, string path, string? body, string[] headers) in Questions)
        {
            lines.Add(await Likeness.AskAsync(client, method, path, body, headers));
        }

        return lines;
    }
}
