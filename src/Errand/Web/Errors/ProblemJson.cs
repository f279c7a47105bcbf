using System.Diagnostics;
using System.Text.Json;
using Errand.Web.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Errand.Web.Errors;

/// <summary>Answers a problem: as RFC 9457 says, or on the flask-tasks routes as their clients read it.</summary>
internal static class ProblemJson
{
    private const string TypeBase = "urn:errand:problem/";
    private const string TraceVersion = "00-";

    public static async Task WriteAsync(this Problem problem, HttpContext context)
    {
        HttpResponse response = context.Response;
        if (problem.Hold > TimeSpan.Zero)
        {
            await Task.Delay(problem.Hold, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (problem.RetryAfter is { } seconds)
        {
            response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        using var body = new PooledBuffer();
        if (FlaskErrorJson.Owns(context))
        {
            FlaskErrorJson.Write(body, problem);
            await JsonAnswer.WriteAsync(context, FlaskErrorJson.StatusOf(problem), body);
            return;
        }

        Write(body, problem, context);
        await JsonAnswer.WriteAsync(context, problem.Status, body, MediaTypes.Problem);
    }

    /// <summary>What the log has the same request under: W3C's trace context, that of the client where it sent one.</summary>
    /// <remarks>Without tracing, requests have none; one that fails gets it here.</remarks>
    public static string TraceId(HttpContext context)
    {
        if (Activity.Current?.Id is { } traced)
        {
            return traced;
        }

        if (!context.TraceIdentifier.StartsWith(TraceVersion, StringComparison.Ordinal))
        {
            using var trace = new Activity("request");
            if (ActivityContext.TryParse(context.Request.Headers.TraceParent, traceState: null, out ActivityContext client))
            {
                trace.SetParentId(client.TraceId, client.SpanId, client.TraceFlags);
            }

            context.TraceIdentifier = trace.Start().Id!;
        }

        return context.TraceIdentifier;
    }

    private static void Write(PooledBuffer body, Problem problem, HttpContext context)
    {
        using var json = new Utf8JsonWriter(body, JsonAnswer.Options);
        json.WriteStartObject();
        json.WriteString("type"u8, problem.Slug is { } slug ? TypeBase + slug : "about:blank");
        json.WriteString("title"u8, problem.Title);
        json.WriteNumber("status"u8, problem.Status);
        json.WriteString("detail"u8, problem.Detail);
        json.WriteString("instance"u8, InstanceOf(context));
        json.WriteString("traceId"u8, TraceId(context));
        WriteFaults(json, problem.Faults);
        WriteNearest(json, problem.Nearest);
        if (problem.Ended is { } task)
        {
            json.WriteString("outcome"u8, JsonPieces.WordOf(task.Outcome));
            JsonPieces.WriteError(json, task.Error);
        }

        json.WriteEndObject();
    }

    private static string InstanceOf(HttpContext context)
    {
        WebOptions options = context.RequestServices.GetRequiredService<IOptions<WebOptions>>().Value;
        return UrlPath.Base(context.Request, options) + UrlPath.Encode(context.Request.Path.Value);
    }

    private static void WriteFaults(Utf8JsonWriter json, IReadOnlyList<Fault>? faults)
    {
        if (faults is null)
        {
            return;
        }

        json.WriteStartArray("errors"u8);
        foreach (Fault fault in faults)
        {
            json.WriteStartObject();
            json.WriteString("pointer"u8, fault.Pointer);
            json.WriteString("code"u8, fault.Code);
            json.WriteString("detail"u8, fault.Detail);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteNearest(Utf8JsonWriter json, IReadOnlyList<string>? names)
    {
        if (names is null)
        {
            return;
        }

        json.WriteStartArray("nearest"u8);
        foreach (string name in names)
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
    }
}
