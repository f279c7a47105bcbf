using System.Text.Json;
using System.Text.Unicode;

namespace Errand.Web.Http;

/// <summary>A small body of JSON, of which every member is looked at.</summary>
internal static class JsonBody
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>Why the body is malformed, or null.</summary>
    /// <param name="body">UTF-8, if the client did as it should.</param>
    /// <param name="read">Called with the body. Members whose name holds half a surrogate pair may make it throw.</param>
    public static Malformed? Read(ReadOnlyMemory<byte> body, Action<JsonElement> read)
    {
        if (!Utf8.IsValid(body.Span))
        {
            return new Malformed("The body is not UTF-8; send it in that encoding.");
        }

        try
        {
            using var json = JsonDocument.Parse(body, Strict);
            read(json.RootElement);
            return null;
        }
        catch (JsonException e)
        {
            return new Malformed($"The body is not valid JSON: {e.Message}");
        }
        catch (InvalidOperationException)
        {
            return new Malformed("The name of a member holds half a surrogate pair.");
        }
    }

    /// <summary>A string; null when it is none, or holds half a surrogate pair, which no text has.</summary>
    public static string? TextOf(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>An instant, or null and a fault.</summary>
    /// <param name="value">The value of the member.</param>
    /// <param name="place">The pointer of the object that has the member.</param>
    /// <param name="name">The name of the member.</param>
    /// <param name="faults">Where the fault goes.</param>
    /// <param name="orElse">What may stand in its place, for people.</param>
    public static DateTimeOffset? InstantOf(JsonElement value, string place, string name, List<Fault> faults, string orElse = "")
    {
        if (TextOf(value) is { } text && InstantForm.TryParse(text, out DateTimeOffset instant))
        {
            return instant;
        }

        string code = value.ValueKind == JsonValueKind.String ? FaultCode.Pattern : FaultCode.Type;
        faults.Add(new Fault($"{place}/{name}", code, $"{name} must be {InstantForm.Description}{orElse}"));
        return null;
    }
}
