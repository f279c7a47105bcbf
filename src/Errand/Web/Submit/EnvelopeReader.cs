using System.Text.Json;
using System.Text.Unicode;
using Errand.Submitting;
using Errand.Web.Http;

namespace Errand.Web.Submit;

/// <summary>Reads an envelope in one pass. System.Text.Json's own binding stops at the first fault; this one finds them all.</summary>
internal static class EnvelopeReader
{
    /// <summary>How many unknown members are named; naming more would not help.</summary>
    private const int MaxUnknown = 100;

    private static readonly string[] Known = ["type", "args", .. TaskOptions.All.Select(option => option.Name)];

    // The arguments have their 64 levels to themselves.
    private static readonly JsonReaderOptions Strict = new() { MaxDepth = TaskLimits.MaxNesting + 1 };

    /// <param name="body">The envelope.</param>
    /// <param name="options">Options that came with it; those in it are added to them.</param>
    /// <param name="faults">Where faults go.</param>
    public static Envelope Read(ReadOnlyMemory<byte> body, SubmitOptions? options, List<Fault> faults)
    {
        var envelope = new Envelope(faults) { Options = options };
        if (!Utf8.IsValid(body.Span))
        {
            envelope.Malformed = new Malformed("The body is not UTF-8; send it in that encoding.");
            return envelope;
        }

        try
        {
            var json = new Utf8JsonReader(body.Span, Strict);
            json.Read();
            ReadMembers(ref json, body, envelope);
            json.Read(); // Throws when anything but white space follows.
        }
        catch (JsonException e)
        {
            envelope.Malformed ??= new Malformed($"The body is not valid JSON: {e.Message}");
        }

        return envelope;
    }

    private static void ReadMembers(ref Utf8JsonReader json, ReadOnlyMemory<byte> body, Envelope envelope)
    {
        if (json.TokenType != JsonTokenType.StartObject)
        {
            json.Skip();
            envelope.Faults.Add(new Fault("#", FaultCode.Type, "the body must be an object with the members type and args"));
            return;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            string? name = json.ValueIsEscaped ? EnvelopeValue.Text(ref json) : KnownName(ref json) ?? json.GetString();
            if (name is null)
            {
                Skip(ref json, new Fault("#", FaultCode.Type, "the name of a member holds half a surrogate pair"), envelope.Faults);
            }
            else if (seen.Add(name))
            {
                json.Read();
                ReadMember(ref json, body, name, envelope);
            }
            else
            {
                envelope.Malformed ??= new Malformed($"The body has the member {name} twice.");
                json.Skip();
            }
        }

        Require("type", seen, envelope.Faults);
        Require("args", seen, envelope.Faults);
    }

    /// <summary>The name of a member that exists, without making a string of it; null for any other.</summary>
    private static string? KnownName(ref Utf8JsonReader json)
    {
        foreach (string name in Known)
        {
            if (json.ValueTextEquals(name))
            {
                return name;
            }
        }

        return null;
    }

    private static void Require(string name, HashSet<string> seen, List<Fault> faults)
    {
        if (!seen.Contains(name))
        {
            faults.Add(new Fault($"#/{name}", FaultCode.Required, $"{name} is missing"));
        }
    }

    private static void ReadMember(ref Utf8JsonReader json, ReadOnlyMemory<byte> body, string name, Envelope envelope)
    {
        List<Fault> faults = envelope.Faults;
        switch (name)
        {
            case "type":
                envelope.Type = EnvelopeValue.RequiredString(ref json, name, faults);
                break;
            case "args":
                envelope.Args = EnvelopeValue.Object(ref json, body, name, faults);
                break;
            default:
                if (TaskOptions.Find(name) is { } option)
                {
                    EnvelopeValue.Option(ref json, option, envelope.SomeOptions(), faults);
                }
                else
                {
                    Skip(ref json, new Fault(JsonPointer.To(name), FaultCode.Unknown, $"{name} is not a member of a task"), faults);
                }

                break;
        }
    }

    private static void Skip(ref Utf8JsonReader json, Fault fault, List<Fault> faults)
    {
        json.Skip();
        if (faults.Count < MaxUnknown)
        {
            faults.Add(fault);
        }
    }
}
