using System.Diagnostics;
using Errand.Storage.Messages;
using Errand.Telemetry;
using Microsoft.AspNetCore.Http;

namespace Errand.Web.Submit;

/// <summary>The trace that a request belongs to.</summary>
internal static class ClientTrace
{
    /// <summary>With the span that the server has for the request, else with that of the client, if it sent one.</summary>
    public static Submission From(this Submission task, HttpRequest request) =>
        Activity.Current is not null ? SendTrace.Carry(task)
        : request.Headers.TraceParent.Count > 0 ? FromClient(task, request.Headers)
        : task;

    private static Submission FromClient(Submission task, IHeaderDictionary headers) =>
        TraceText.Of(headers.TraceParent, headers.TraceState) is { } trace ? task with { Trace = trace } : task;
}
