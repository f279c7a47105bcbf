using System.Text.Json;
using System.Text.Unicode;
using Errand.Types;

namespace Errand.Tests.Web;

/// <summary>Task types made by hand: the web knows them by their definitions only.</summary>
internal static class FakeTypes
{
    public static readonly TaskDefinition Quickstart = Define("quickstart", ("required_arg", JsonValueKind.String));

    public static readonly TaskDefinition Add = Define("add", ("x", JsonValueKind.Number), ("y", JsonValueKind.Number)) with
    {
        Description = "Adds two numbers",
        Example = """{"x":1,"y":2}"""u8.ToArray(),
        Defaults = new SubmitOptions { Priority = 3, Timeout = TimeSpan.FromSeconds(90) },
    };

    public static readonly TaskDefinition Free = Define("free");

    public static TaskDefinition Define(string name, params (string Name, JsonValueKind Kind)[] required) => new()
    {
        Type = new TaskType(name),
        ArgsSchema = """{"type":"object","title":"args of NAME"}"""u8.ToArray(),
        ResultSchema = """{"type":["null","integer"]}"""u8.ToArray(),
        RequiredArgs = [.. required.Select(arg => arg.Name)],
        ArgsCheck = (args, unknown) => Check(args, required, unknown == UnknownArgs.Allowed || required.Length == 0),
        Handler = (_, _, _, _) => throw new NotSupportedException(),
    };

    private static ArgsVerdict Check(ReadOnlyMemory<byte> args, (string Name, JsonValueKind Kind)[] required, bool allowUnknown)
    {
        if (!Utf8.IsValid(args.Span))
        {
            return new ArgsVerdict("it is not UTF-8", []);
        }

        try
        {
            using var document = JsonDocument.Parse(args, new JsonDocumentOptions { MaxDepth = 64, AllowDuplicateProperties = false });
            return new ArgsVerdict(null, [.. Faults(document.RootElement, required, allowUnknown)]);
        }
        catch (JsonException e)
        {
            return new ArgsVerdict(e.Message, []);
        }
    }

    private static IEnumerable<Fault> Faults(JsonElement args, (string Name, JsonValueKind Kind)[] required, bool allowUnknown)
    {
        if (args.ValueKind != JsonValueKind.Object)
        {
            yield return new Fault("#/args", FaultCode.Type, $"args must be an object; got {args.GetRawText()}");
            yield break;
        }

        foreach ((string name, JsonValueKind kind) in required)
        {
            if (!args.TryGetProperty(name, out JsonElement value))
            {
                yield return new Fault($"#/args/{name}", FaultCode.Required, $"{name} is missing");
            }
            else if (value.ValueKind != kind)
            {
                yield return new Fault($"#/args/{name}", FaultCode.Type, $"{name} must be a {kind}; got {value.GetRawText()}");
            }
        }

        foreach (JsonProperty member in args.EnumerateObject())
        {
            if (!allowUnknown && Array.TrueForAll(required, arg => arg.Name != member.Name))
            {
                yield return new Fault($"#/args/{member.Name}", FaultCode.Unknown, $"{member.Name} is no argument");
            }
        }
    }
}
