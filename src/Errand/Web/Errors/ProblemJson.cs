using System.Diagnostics;
using Errand.Storage.Messages;
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

        if (problem.Challenge is { } challenge)
        {
            response.Headers.WWWAuthenticate = challenge;
        }

        if (problem.RetryAfter is { } seconds)
        {
            response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        if (FlaskErrorJson.Owns(context))
        {
            using var body = new PooledBuffer();
            FlaskErrorJson.Write(body, problem);
            await JsonAnswer.WriteAsync(context, FlaskErrorJson.StatusOf(problem), body);
            return;
        }

        await (problem.Ended is { } task
            ? JsonAnswer.WriteAsync(
                context, problem.Status, ViewOf(problem, task, context), ErrandJson.Default.EndedProblemView, MediaTypes.Problem)
            : JsonAnswer.WriteAsync(context, problem.Status, ViewOf(problem, context), ErrandJson.Default.ProblemView, MediaTypes.Problem));
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

    private static ProblemView ViewOf(Problem problem, HttpContext context) => new()
    {
        Type = TypeOf(problem),
        Title = problem.Title,
        Status = problem.Status,
        Detail = problem.Detail,
        Instance = InstanceOf(context),
        TraceId = TraceId(context),
        Errors = problem.Faults,
        Nearest = problem.Nearest,
    };

    private static EndedProblemView ViewOf(Problem problem, TaskRecord task, HttpContext context) => new()
    {
        Type = TypeOf(problem),
        Title = problem.Title,
        Status = problem.Status,
        Detail = problem.Detail,
        Instance = InstanceOf(context),
        TraceId = TraceId(context),
        Errors = problem.Faults,
        Nearest = problem.Nearest,
        Outcome = task.Outcome,
        Error = task.Error,
    };

    private static string TypeOf(Problem problem) => problem.Slug is { } slug ? TypeBase + slug : "about:blank";

    private static string InstanceOf(HttpContext context)
    {
        WebOptions options = context.RequestServices.GetRequiredService<IOptions<WebOptions>>().Value;
        return BasePath.Of(context.Request, options) + UrlPath.Encode(context.Request.Path.Value);
    }
}
