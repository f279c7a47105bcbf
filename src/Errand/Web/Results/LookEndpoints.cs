using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Errand.Results;
using Errand.Results.Indexing;
using Errand.Results.Looks;
using Errand.Results.Reading;
using Errand.Storage;
using Errand.Storage.Messages;
using Errand.Types;
using Errand.Web.Errors;
using Errand.Web.Http;
using Errand.Web.Routes;
using Microsoft.AspNetCore.Http;

namespace Errand.Web.Results;

/// <summary>Looks at a result: <c>shape</c> and its kin below <c>GET /v1/tasks/{id}/result</c>.</summary>
internal sealed class LookEndpoints(IReadStore store, TaskRegistry registry, PartOfResult part, ResultLooks looks)
{
    public Task<Problem?> ShapeAsync(RouteRequest request) =>
        AnswerAsync(request, ShapeTerms.Read(request.Query, out ShapeQuery query), query, "", Written(ErrandJson.Default.ResultShape));

    public Task<Problem?> SeriesAsync(RouteRequest request) =>
        AnswerAsync(
            request, SeriesTerms.Read(request.Query, out SeriesQuery query, out NumberEncoding encoding), query, $"{encoding}",
            (series, output, stop) => SeriesWriter.WriteAsync(series, encoding, output, stop));

    public Task<Problem?> MatrixAsync(RouteRequest request) =>
        AnswerAsync(request, MatrixTerms.Read(request.Query, out MatrixQuery query), query, "", Written(ErrandJson.Default.ResultMatrix));

    public Task<Problem?> HistogramAsync(RouteRequest request) =>
        AnswerAsync(
            request, HistogramTerms.Read(request.Query, out HistogramQuery query), query, "", Written(ErrandJson.Default.ResultHistogram));

    public Task<Problem?> TableAsync(RouteRequest request) =>
        AnswerAsync(request, TableTerms.Read(request.Query, out TableQuery query), query, "", Written(ErrandJson.Default.ResultTable));

    /// <param name="request">The request.</param>
    /// <param name="malformed">Why it cannot be read, or null.</param>
    /// <param name="query">What is wanted to be seen.</param>
    /// <param name="form">How it is written, if that can be chosen.</param>
    /// <param name="write">Writes it.</param>
    private async Task<Problem?> AnswerAsync<T>(
        RouteRequest request, Malformed? malformed, LookQuery<T> query, string form, Func<T, PipeWriter, CancellationToken, Task> write)
        where T : class
    {
        if (malformed is { } wrong)
        {
            return Problems.Malformed(wrong);
        }

        TaskRecord? task = await store.FindAsync(request.TaskId, maxResultBytes: 0, request.Aborted);
        return task switch
        {
            null => Problems.UnknownTask(request.TaskId.ToString()),
            { Status: not TaskState.Done } => Problems.ResultNotReady(task),
            { Outcome: not OutcomeState.Succeeded } => Problems.NotSucceeded(task),
            _ => await AnswerAsync(request.Context, task, query.Of(registry.ViewsOf(task.Type)), form, write),
        };
    }

    private Task<Problem?> AnswerAsync<T>(
        HttpContext context, TaskRecord task, LookQuery<T> query, string form, Func<T, PipeWriter, CancellationToken, Task> write)
        where T : class =>
        part.AnswerAsync(
            context, task, new AnswerForm($"{form} {query}", MediaTypes.Json, null),
            (result, output, stop) => WriteAsync(result, new ResultKey(task.Id, task.Attempt), query, write, output, stop));

    private async Task<ResultRefusal?> WriteAsync<T>(
        Stream result, ResultKey key, LookQuery<T> query, Func<T, PipeWriter, CancellationToken, Task> write, PipeWriter output,
        CancellationToken cancellationToken)
        where T : class
    {
        Look<T> look = await looks.ReadAsync(result, key, query, cancellationToken);
        if (look.Value is { } value)
        {
            await write(value, output, cancellationToken);
        }

        return look.Refusal;
    }

    /// <summary>Writes a record of the contracts.</summary>
    private static Func<T, PipeWriter, CancellationToken, Task> Written<T>(JsonTypeInfo<T> type) => (value, output, _) =>
    {
        using var json = new Utf8JsonWriter(output, JsonAnswer.Options);
        JsonSerializer.Serialize(json, value, type);
        return Task.CompletedTask;
    };
}
