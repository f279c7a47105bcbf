using System.Text.Json;
using Errand.Control;
using Errand.Storage.Control;
using Errand.Web.Errors;
using Errand.Web.Http;

namespace Errand.Web.Tasks;

/// <summary>Reads until when tasks are kept: <c>{"until": instant or null, "note": text}</c>.</summary>
internal static class KeepReader
{
    /// <summary>How many unknown members are named; naming more would not help.</summary>
    private const int MaxUnknown = 100;

    /// <summary>The body of <c>PUT /v1/tasks/{id}/keep</c>. Why no task can be kept like that, or null.</summary>
    public static Problem? Read(ReadOnlyMemory<byte> body, out KeepRequest request)
    {
        List<Fault> faults = [];
        KeepRequest read = default;
        Malformed? malformed = JsonBody.Read(body, json => read = Read(json, "#", faults));
        request = read;
        if (malformed is { } reason)
        {
            return Problems.Malformed(reason);
        }

        KeepRules.Check(request, "#", faults);
        return faults.Count == 0 ? null : Problems.Invalid(faults);
    }

    /// <param name="json">What was sent.</param>
    /// <param name="place">Its pointer: <c>#</c> for the whole body.</param>
    /// <param name="faults">Where faults go. The rules are not checked.</param>
    public static KeepRequest Read(JsonElement json, string place, List<Fault> faults)
    {
        KeepRequest request = default;
        if (json.ValueKind != JsonValueKind.Object)
        {
            faults.Add(new Fault(place, FaultCode.Type, "what says how long tasks are kept must be an object with the member until"));
            return request;
        }

        bool hasUntil = false;
        foreach (JsonProperty member in json.EnumerateObject())
        {
            switch (member.Name)
            {
                case "until":
                    hasUntil = true;
                    request = request with { Until = UntilOf(member.Value, place, faults) };
                    break;
                case "note":
                    request = request with { Note = NoteOf(member.Value, place, faults) };
                    break;
                case var unknown when faults.Count < MaxUnknown:
                    faults.Add(new Fault(
                        place + JsonPointer.To(unknown)[1..], FaultCode.Unknown, $"{unknown} is unknown; expected until, note"));
                    break;
            }
        }

        if (!hasUntil)
        {
            faults.Add(new Fault($"{place}/until", FaultCode.Required, "until is missing; null means forever"));
        }

        return request;
    }

    private static DateTimeOffset? UntilOf(JsonElement value, string place, List<Fault> faults) =>
        value.ValueKind == JsonValueKind.Null ? null : JsonBody.InstantOf(value, place, "until", faults, ", or null");

    private static string? NoteOf(JsonElement value, string place, List<Fault> faults)
    {
        string? text = JsonBody.TextOf(value);
        if (text is null && value.ValueKind != JsonValueKind.Null)
        {
            faults.Add(new Fault($"{place}/note", FaultCode.Type, "note must be a string"));
        }

        return text;
    }
}
