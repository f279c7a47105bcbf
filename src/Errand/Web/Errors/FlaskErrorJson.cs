using System.Text.Json;
using Errand.Web.Http;
using Microsoft.AspNetCore.Http;

namespace Errand.Web.Errors;

/// <summary>An error as clients of flask-tasks read it: <c>{"message": "…"}</c>, or one reason for each argument that is wrong.</summary>
internal static class FlaskErrorJson
{
    /// <summary>By the path where there is no route: a wrong method or address has none.</summary>
    public static bool Owns(HttpContext context) => RoutePlace.Of(context) is { } place
        ? place.IsFlask
        : context.Request.Path.StartsWithSegments("/task", StringComparison.OrdinalIgnoreCase);

    /// <summary>flask-tasks knows no 422.</summary>
    public static int StatusOf(Problem problem) => problem.Status == StatusCodes.Status422UnprocessableEntity ? 400 : problem.Status;

    public static void Write(PooledBuffer body, Problem problem)
    {
        using var json = new Utf8JsonWriter(body, JsonAnswer.Options);
        json.WriteStartObject();
        json.WritePropertyName("message"u8);
        Dictionary<string, string> reasons = ReasonsByArgument(problem.Faults ?? []);
        if (reasons.Count == 0)
        {
            json.WriteStringValue(problem.Detail);
        }
        else
        {
            json.WriteStartObject();
            foreach ((string name, string reason) in reasons)
            {
                json.WriteString(name, reason);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static Dictionary<string, string> ReasonsByArgument(IReadOnlyList<Fault> faults)
    {
        var reasons = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (Fault fault in faults)
        {
            if (JsonPointer.ArgumentOf(fault.Pointer) is { } name)
            {
                string reason = fault.Code == FaultCode.Required && fault.Pointer.AsSpan().Count('/') == 2
                    ? $"You need to inform {name}"
                    : fault.Detail;
                reasons[name] = reasons.TryGetValue(name, out string? before) ? $"{before}; {reason}" : reason;
            }
        }

        return reasons;
    }
}
