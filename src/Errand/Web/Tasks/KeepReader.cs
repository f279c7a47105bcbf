using System.Text.Json;
using System.Text.Unicode;
using Errand.Storage.Control;
using Errand.Submitting;
using Errand.Web.Errors;
using Errand.Web.Http;

namespace Errand.Web.Tasks;

/// <summary>Reads the body of <c>PUT /v1/tasks/{id}/keep</c>: <c>{"until": instant or null, "note": text}</c>.</summary>
internal static class KeepReader
{
    /// <summary>How many unknown members are named; naming more would not help.</summary>
    private const int MaxUnknown = 100;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>Why the task cannot be kept like that, or null.</summary>
    public static Problem? Read(TaskId id, ReadOnlyMemory<byte> body, out KeepRequest request)
    {
        request = new KeepRequest(id, null, null);
        if (!Utf8.IsValid(body.Span))
        {
            return Problems.Malformed(new Malformed("The body is not UTF-8; send it in that encoding."));
        }

        List<Fault> faults = [];
        try
        {
            using var json = JsonDocument.Parse(body, Strict);
            request = Read(request, json.RootElement, faults);
        }
        catch (JsonException e)
        {
            return Problems.Malformed(new Malformed($"The body is not valid JSON: {e.Message}"));
        }
        catch (InvalidOperationException)
        {
            return Problems.Malformed(new Malformed("The name of a member holds half a surrogate pair."));
        }

        KeepRules.Check(request, faults);
        return faults.Count == 0 ? null : Problems.Invalid(faults);
    }

    private static KeepRequest Read(KeepRequest request, JsonElement body, List<Fault> faults)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            faults.Add(new Fault("#", FaultCode.Type, "the body must be an object with the member until"));
            return request;
        }

        bool hasUntil = false;
        foreach (JsonProperty member in body.EnumerateObject())
        {
            switch (member.Name)
            {
                case "until":
                    hasUntil = true;
                    request = request with { Until = UntilOf(member.Value, faults) };
                    break;
                case "note":
                    request = request with { Note = NoteOf(member.Value, faults) };
                    break;
                case var unknown when faults.Count < MaxUnknown:
                    faults.Add(new Fault(JsonPointer.To(unknown), FaultCode.Unknown, $"{unknown} is unknown; expected until, note"));
                    break;
            }
        }

        if (!hasUntil)
        {
            faults.Add(new Fault("#/until", FaultCode.Required, "until is missing; null means forever"));
        }

        return request;
    }

    private static DateTimeOffset? UntilOf(JsonElement value, List<Fault> faults)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.String)
        {
            faults.Add(new Fault("#/until", FaultCode.Type, $"until must be {InstantForm.Description}, or null"));
        }
        else if (TextOf(value) is { } text && InstantForm.TryParse(text, out DateTimeOffset instant))
        {
            return instant;
        }
        else
        {
            faults.Add(new Fault("#/until", FaultCode.Pattern, $"until must be {InstantForm.Description}, or null"));
        }

        return null;
    }

    private static string? NoteOf(JsonElement value, List<Fault> faults)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        string? text = value.ValueKind == JsonValueKind.String ? TextOf(value) : null;
        if (text is null)
        {
            faults.Add(new Fault("#/note", FaultCode.Type, "note must be a string"));
        }

        return text;
    }

    /// <summary>Null when it holds half a surrogate pair, which no text has.</summary>
    private static string? TextOf(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
