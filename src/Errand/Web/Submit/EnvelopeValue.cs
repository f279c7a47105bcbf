using System.Globalization;
using System.Text;
using System.Text.Json;
using Errand.Submitting;
using Errand.Web.Http;

namespace Errand.Web.Submit;

/// <summary>Reads one value of an envelope: the value, or null and a fault. Where a value may be left out, JSON's null leaves it out
/// too.</summary>
internal static class EnvelopeValue
{
    private const int MaxExcerpt = 40;

    /// <summary>An option, into the options of the task.</summary>
    public static void Option(ref Utf8JsonReader json, TaskOption option, SubmitOptions options, List<Fault> faults)
    {
        switch (option)
        {
            case TaskOption<string?> text:
                text.Set(options, String(ref json, option.Name, faults));
                break;
            case TaskOption<IReadOnlyList<string>?> texts:
                // None and an empty list of them are the same request.
                texts.Set(options, Strings(ref json, option.Name, faults) is { Count: > 0 } some ? some : null);
                break;
            case TaskOption<int?> integer:
                integer.Set(options, Integer(ref json, option.Name, faults));
                break;
            case TaskOption<TimeSpan?> duration:
                duration.Set(options, Number(ref json, option.Name, faults) is { } seconds ? Seconds.ToTimeSpan(seconds) : null);
                break;
            case TaskOption<DateTimeOffset?> instant:
                instant.Set(options, Instant(ref json, option.Name, faults));
                break;
            default:
                throw new NotSupportedException($"The option {option.Name} has no form in JSON.");
        }
    }

    public static string? RequiredString(ref Utf8JsonReader json, string name, List<Fault> faults)
    {
        if (json.TokenType == JsonTokenType.String && Text(ref json) is { } text)
        {
            return text;
        }

        faults.Add(WrongType(ref json, $"#/{name}", "a string"));
        return null;
    }

    private static string? String(ref Utf8JsonReader json, string name, List<Fault> faults) =>
        json.TokenType == JsonTokenType.Null ? null : RequiredString(ref json, name, faults);

    private static int? Integer(ref Utf8JsonReader json, string name, List<Fault> faults)
    {
        if (json.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        if (json.TokenType == JsonTokenType.Number && Integers.TryRead(json.ValueSpan, out int value))
        {
            return value;
        }

        faults.Add(WrongType(ref json, $"#/{name}", "an integer"));
        return null;
    }

    private static double? Number(ref Utf8JsonReader json, string name, List<Fault> faults)
    {
        if (json.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        if (json.TokenType == JsonTokenType.Number && json.TryGetDouble(out double value))
        {
            return value;
        }

        faults.Add(WrongType(ref json, $"#/{name}", "a number of seconds"));
        return null;
    }

    private static DateTimeOffset? Instant(ref Utf8JsonReader json, string name, List<Fault> faults)
    {
        if (String(ref json, name, faults) is not { } text)
        {
            return null;
        }

        if (InstantForm.TryParse(text, out DateTimeOffset instant))
        {
            return instant;
        }

        faults.Add(new Fault($"#/{name}", FaultCode.Pattern, $"{name} must be {InstantForm.Description}"));
        return null;
    }

    private static List<string>? Strings(ref Utf8JsonReader json, string name, List<Fault> faults)
    {
        if (json.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        if (json.TokenType != JsonTokenType.StartArray)
        {
            faults.Add(WrongType(ref json, $"#/{name}", "an array of strings"));
            return null;
        }

        var strings = new List<string>();
        for (int i = 0; json.Read() && json.TokenType != JsonTokenType.EndArray; i++)
        {
            if (json.TokenType == JsonTokenType.String && Text(ref json) is { } text)
            {
                strings.Add(text);
            }
            else
            {
                Fault fault = WrongType(ref json, string.Create(CultureInfo.InvariantCulture, $"#/{name}/{i}"), "a string");
                if (i < TaskLimits.MaxTags) // More than that is a fault of its own, and a million of these would fill the answer.
                {
                    faults.Add(fault);
                }

                strings.Add("-"); // Keeps the places of those that follow; nothing is stored of a request with a fault.
            }
        }

        return strings;
    }

    /// <summary>The bytes of an object as they were sent.</summary>
    public static ReadOnlyMemory<byte>? Object(ref Utf8JsonReader json, ReadOnlyMemory<byte> body, string name, List<Fault> faults)
    {
        if (json.TokenType != JsonTokenType.StartObject)
        {
            faults.Add(WrongType(ref json, $"#/{name}", "an object"));
            return null;
        }

        int start = (int)json.TokenStartIndex;
        json.Skip();
        return body[start..(int)json.BytesConsumed];
    }

    /// <summary>A string or the name of a member; null when it holds half a surrogate pair, which no text has.</summary>
    public static string? Text(ref Utf8JsonReader json)
    {
        try
        {
            return json.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static Fault WrongType(ref Utf8JsonReader json, string pointer, string expected)
    {
        string got = json.TokenType switch
        {
            JsonTokenType.StartObject => "an object",
            JsonTokenType.StartArray => "an array",
            JsonTokenType.String => "\"" + Excerpt(json.ValueSpan) + "\"",
            _ => Excerpt(json.ValueSpan),
        };
        json.Skip();
        return new Fault(pointer, FaultCode.Type, $"{pointer[2..]} must be {expected}; got {got}");
    }

    private static string Excerpt(ReadOnlySpan<byte> value)
    {
        string text = Encoding.UTF8.GetString(value);
        return text.Length > MaxExcerpt ? $"{text.AsSpan(0, MaxExcerpt)}…" : text;
    }
}
