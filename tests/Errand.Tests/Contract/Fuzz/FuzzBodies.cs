using System.Text;
using System.Text.Json.Nodes;
using Errand.Tests.Binding;
using Errand.Web.Routes;

namespace Errand.Tests.Contract.Fuzz;

/// <summary>Bodies of requests: what a route accepts, and what it becomes when it is changed.</summary>
internal sealed class FuzzBodies(Random random, FuzzText text)
{
    /// <summary>What each route that reads a body accepts.</summary>
    private static readonly Dictionary<string, string[]> Good = new()
    {
        ["/v1/types/{type}/tasks"] = ["""{"x":1,"y":2}""", """{"rows":3}""", """{"deep":{"a":[1,"b",null,true,1.5]}}""", "{}"],
        ["/v1/tasks"] =
        [
            """{"type":"add","args":{"x":1,"y":2},"queue":"fuzz","priority":5,"ttl":3600,"timeout":5,"maxAttempts":2,"tags":["a","b"]}""",
            """{"type":"echo","args":{"a":{"b":[1,2]}},"delay":3600}""",
        ],
        ["/v1/tasks/batch"] =
        [
            """[{"type":"add","args":{"x":1,"y":2}},{"type":"echo","args":{}}]""", "[]",
            "{\"type\":\"add\",\"args\":{\"x\":1,\"y\":2}}\n{\"type\":\"echo\",\"args\":{}}\n",
        ],
        ["/v1/tasks/actions"] =
        [
            """{"action":"cancel","ids":[1,2,3]}""", """{"action":"retry","q":"type:fail","before":"2026-11-29T10:52:00.000Z","dryRun":true}""",
            """{"action":"keep","ids":[4],"keep":{"until":null,"note":"n"}}""", """{"action":"delete","ids":[5,999999],"cursor":null}""",
        ],
        ["/v1/tasks/{id}/keep"] = ["""{"until":null}""", """{"until":"2027-11-29T10:52:00.000Z","note":"for the report"}"""],
        ["/v1/keys"] = ["""{"name":"fuzz","scopes":["read"]}""", """{"name":"ci","scopes":["submit:*"],"expiresIn":60,"rate":5,"note":"n"}"""],
        ["/v1/keys/{id}/rotate"] = ["{}", """{"overlap":60}"""],
        ["/task/new"] = ["""{"x":1,"y":2}""", """{"x":1,"y":2,"more":"é"}"""],
    };

    /// <summary>JSON that JSON's own classes would not write.</summary>
    private static readonly string[] Broken =
    [
        "", " ", "null", "[", "{", "{\"a\":", "[1,]", "{,}", "01", "1e400", "\"\\ud800\"", "{\"x\":\"\\ud800\",\"y\":2}", "{\"\\udc00\":1}",
        "{\"x\":1,\"x\":2,\"y\":2}", "{\"type\":\"add\",\"type\":\"add\",\"args\":{}}", "{\"x\":\"a\\u0000b\",\"y\":2}", "{'x':1}", "{\"x\":NaN}",
        "// comment\n{}", "{} {}", "\uFEFF{\"x\":1,\"y\":2}", "{\"x\":1,\"y\":2}\0", "{\"x\":-0,\"y\":1E-400}", "{\"x\":1e99999999999,\"y\":2}",
    ];

    /// <summary>One of the routes' own to begin with; a route without any is forgotten here.</summary>
    public static bool Knows(ApiRoute route) => Good.ContainsKey(route.Pattern);

    public byte[] Of(ApiRoute route)
    {
        string good = text.OneOf(Good.GetValueOrDefault(route.Pattern, ["{}"]));
        return random.Next(12) switch
        {
            < 4 => Encoding.UTF8.GetBytes(good),
            < 8 when TryParse(good) is { } json => Encoding.UTF8.GetBytes(Mutated(json)),
            8 => Encoding.UTF8.GetBytes(text.OneOf(Broken)),
            9 => Deep(random.Next(1, 3000)),
            10 => Wide(random.Next(1, 400)),
            _ => text.Damaged(Encoding.UTF8.GetBytes(good)),
        };
    }

    private static JsonNode? TryParse(string json) => json.EndsWith('\n') ? null : JsonNode.Parse(json);

    private string Mutated(JsonNode json)
    {
        var mutation = new JsonMutation(random);
        JsonNode? changed = json;
        for (int i = random.Next(1, 4); i > 0; i--)
        {
            changed = mutation.Apply(changed);
        }

        return changed?.ToJsonString() ?? "null";
    }

    private byte[] Deep(int levels) => Encoding.UTF8.GetBytes(random.Next(3) switch
    {
        0 => new string('[', levels),
        1 => new string('[', levels) + new string(']', levels),
        _ => string.Concat(Enumerable.Repeat("{\"x\":", levels)) + "1" + new string('}', levels),
    });

    private static byte[] Wide(int members)
    {
        IEnumerable<string> names = Enumerable.Range(0, members).Select(i => FormattableString.Invariant($"\"m{i}\":{i}"));
        return Encoding.UTF8.GetBytes($"{{{string.Join(',', names)}}}");
    }
}
