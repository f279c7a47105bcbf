using System.Globalization;
using System.Text;
using System.Text.Json;
using Errand.Dashboard.Parts.Json;
using Errand.Dashboard.Parts.Texts;

namespace Errand.Dashboard.Pages.OneType;

/// <summary>The calls that submit a task, ready to be run.</summary>
/// <param name="Curl">For a shell.</param>
/// <param name="CSharp">A program that uses Errand.Client.</param>
/// <param name="Python">A program for Python 3 that uses the client that the server serves.</param>
/// <param name="JavaScript">A module for browsers, Node, Deno and Bun.</param>
public sealed record CallTexts(string Curl, string CSharp, string Python, string JavaScript)
{
    private const string KeyHeader = "Idempotency-Key";

    /// <summary>Arguments that fit are on one line.</summary>
    private const int OneLine = 72;

    /// <param name="api">The address of the server.</param>
    /// <param name="type">The name of the task type.</param>
    /// <param name="args">The arguments, as JSON.</param>
    /// <param name="options">How to treat the task.</param>
    public static CallTexts Of(string api, string type, string args, SubmitOptions options)
    {
        string json = args.Length <= OneLine && !args.Contains('\n', StringComparison.Ordinal)
            ? VisibleText.Of(args) // Its escapes are those of JSON.
            : JsonPrinter.Print(JsonElement.Parse(args)).ToString();
        string url = $"{api}/v1/types/{Uri.EscapeDataString(type)}/tasks{QueryOf(options)}";
        return new CallTexts(
            CurlOf(url, json, options.IdempotencyKey),
            CSharpOf(api, type, json, options),
            PythonOf(api, type, json, options),
            JavaScriptOf(url, json, options.IdempotencyKey));
    }

    private static string CurlOf(string url, string json, string? key)
    {
        var call = new StringBuilder($"curl {Shell(url)} \\\n  -H 'Content-Type: application/json' \\\n");
        if (key is not null)
        {
            call.Append(CultureInfo.InvariantCulture, $"  -H {Shell($"{KeyHeader}: {key}")} \\\n");
        }

        return call.Append(CultureInfo.InvariantCulture, $"  -d {Shell(json)}").ToString();
    }

    /// <summary>As text: an object would round numbers. Three quotes in a row are in no JSON.</summary>
    private static string CSharpOf(string api, string type, string json, SubmitOptions options)
    {
        string lines = string.Join('\n', json.Split('\n').Select(line => $"    {line}"));
        string members = string.Join(", ", CSharpOptions(options));
        string given = members.Length == 0 ? "" : $", new SubmitOptions {{ {members} }}";
        return "using System.Text.Json;\nusing Errand;\n\n"
            + $"using var client = new ErrandClient(new Uri({Quoted(api)}));\n"
            + $"var args = JsonElement.Parse(\"\"\"\n{lines}\n    \"\"\");\n"
            + $"TaskView task = await client.SubmitAsync({Quoted(type)}, args{given});\n"
            + "Console.WriteLine(task.Id);";
    }

    private static IEnumerable<string> CSharpOptions(SubmitOptions options) => new[]
    {
        Member("Queue", options.Queue is { } queue ? Quoted(queue) : null),
        Member("Priority", options.Priority?.ToString(CultureInfo.InvariantCulture)),
        Member("Delay", Span(options.Delay)),
        Member("TimeToLive", Span(options.TimeToLive)),
        Member("Timeout", Span(options.Timeout)),
        Member("MaxAttempts", options.MaxAttempts?.ToString(CultureInfo.InvariantCulture)),
        Member("Tags", List(options.Tags)),
        Member("IdempotencyKey", options.IdempotencyKey is { } key ? Quoted(key) : null),
    }.OfType<string>();

    private static string? Member(string name, string? value) => value is null ? null : $"{name} = {value}";

    private static string? Span(TimeSpan? time) => Seconds(time) is { } seconds ? $"TimeSpan.FromSeconds({seconds})" : null;

    /// <summary>As text, too. Quotes of Python are in strings of JSON alone, where they have an escape.</summary>
    private static string PythonOf(string api, string type, string json, SubmitOptions options)
    {
        string text = json.Replace("'", "\\u0027", StringComparison.Ordinal);
        string items = string.Join(", ", PythonOptions(options));
        string given = items.Length == 0 ? "" : $", _options={{{items}}}";
        return $"# The client: curl -O {api}/clients/errand.py\nfrom errand import Client\n\n"
            + $"client = Client({Quoted(api)})\n"
            + $"args = r'''{text}'''\n"
            + $"task = client.submit({Quoted(type)}, _json=args{given})\n"
            + "print(task.id)";
    }

    private static IEnumerable<string> PythonOptions(SubmitOptions options) => new[]
    {
        Item("queue", options.Queue is { } queue ? Quoted(queue) : null),
        Item("priority", options.Priority?.ToString(CultureInfo.InvariantCulture)),
        Item("delay", Seconds(options.Delay)),
        Item("ttl", Seconds(options.TimeToLive)),
        Item("timeout", Seconds(options.Timeout)),
        Item("maxAttempts", options.MaxAttempts?.ToString(CultureInfo.InvariantCulture)),
        Item("tags", List(options.Tags)),
        Item("idempotencyKey", options.IdempotencyKey is { } key ? Quoted(key) : null),
    }.OfType<string>();

    private static string? Item(string name, string? value) => value is null ? null : $"\"{name}\": {value}";

    /// <summary>A list of C# and of Python.</summary>
    private static string? List(IReadOnlyList<string>? texts) => texts is { Count: > 0 } ? $"[{string.Join(", ", texts.Select(Quoted))}]" : null;

    /// <summary>As text: an object would round numbers. What means something in a template is in strings of JSON alone.</summary>
    private static string JavaScriptOf(string url, string json, string? key)
    {
        string text = json.Replace("`", "\\u0060", StringComparison.Ordinal).Replace("${", "\\u0024{", StringComparison.Ordinal);
        string header = key is null ? "" : $", \"{KeyHeader}\": {Quoted(key)}";
        return $"const args = String.raw`{text}`;\n"
            + $"const answer = await fetch({Quoted(url)}, {{\n  method: \"POST\",\n"
            + $"  headers: {{ \"Content-Type\": \"application/json\"{header} }},\n  body: args,\n}});\n"
            + "console.log(await answer.json());";
    }

    private static string Shell(string text) => $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    /// <summary>A string of every one of these languages: of visible ASCII.</summary>
    private static string Quoted(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static string QueryOf(SubmitOptions options)
    {
        var query = new StringBuilder();
        Add(query, "queue", options.Queue);
        Add(query, "priority", options.Priority?.ToString(CultureInfo.InvariantCulture));
        Add(query, "delay", Seconds(options.Delay));
        Add(query, "ttl", Seconds(options.TimeToLive));
        Add(query, "timeout", Seconds(options.Timeout));
        Add(query, "maxAttempts", options.MaxAttempts?.ToString(CultureInfo.InvariantCulture));
        foreach (string tag in options.Tags ?? [])
        {
            Add(query, "tag", tag);
        }

        return query.Length == 0 ? "" : $"?{query.ToString(1, query.Length - 1)}";
    }

    private static string? Seconds(TimeSpan? time) => time?.TotalSeconds.ToString(CultureInfo.InvariantCulture);

    private static void Add(StringBuilder query, string name, string? value)
    {
        if (value is not null)
        {
            query.Append('&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
        }
    }
}
