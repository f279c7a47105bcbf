using System.Text.Json;
using Errand.Following;
using Errand.Storage.Messages;
using Errand.Storage.Views;
using Errand.Submitting;
using Errand.Web.Errors;
using Errand.Web.Http;
using Errand.Web.Routes;
using Errand.Web.Tasks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Errand.Web.Events;

/// <summary><c>GET /v1/tasks/{id}/events</c>: what there is of a task, and what happens to it, until it is done.</summary>
internal sealed class TaskEventsEndpoint(
    TaskFollowers followers, TaskWaiters waiters, OpenStreams streams, TimeProvider time, IOptions<WebOptions> options)
{
    private const ViewFields WithoutData = ViewFields.All & ~(ViewFields.Args | ViewFields.Result);

    public async Task<Problem?> StreamAsync(RouteRequest request)
    {
        if (ReadPlace(request.Context.Request, out LogPlace after) is { } malformed)
        {
            return Problems.Malformed(malformed);
        }

        if (streams.Enter(request) is { } tooMany)
        {
            return tooMany;
        }

        try
        {
            using TaskFollow follow = followers.Follow(request.TaskId, after);
            return await StreamAsync(request, follow);
        }
        finally
        {
            streams.Leave(request);
        }
    }

    private static Malformed? ReadPlace(HttpRequest request, out LogPlace after)
    {
        string id = request.Headers["Last-Event-ID"].ToString();
        after = default;
        return id.Length == 0 || FollowPlace.TryRead(id, out after)
            ? null
            : new Malformed("Last-Event-ID must be the id of an event of this stream, such as 1.2.17; leave it out to begin anew.");
    }

    private async Task<Problem?> StreamAsync(RouteRequest request, TaskFollow follow)
    {
        IReadOnlyList<FollowStep> steps = await follow.NextAsync(null, request.Aborted);
        if (steps is [{ Task: null, Kind: FollowStepKind.End }])
        {
            return Problems.UnknownTask(request.TaskId.ToString());
        }

        using var stream = new EventStream(request.Context.Response, request.Aborted);
        await stream.BeginAsync();
        if (!HttpMethods.IsHead(request.Context.Request.Method))
        {
            await WriteAllAsync(request, follow, stream, steps);
        }

        return null;
    }

    private async Task WriteAllAsync(RouteRequest request, TaskFollow follow, EventStream stream, IReadOnlyList<FollowStep> first)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(request.Aborted, waiters.Stopping);
        try
        {
            await WriteAsync(stream, first, request);
            while (!follow.IsOver)
            {
                await WriteAsync(stream, await stream.WaitAsync(NextAsync(follow, end.Token), time), request);
            }
        }
        catch (OperationCanceledException) when (waiters.Stopping.IsCancellationRequested)
        {
            // The server stops. The client connects again, to another process.
        }
        finally
        {
            await end.CancelAsync(); // A step may still be waited for, if a ping could not be sent.
        }
    }

    /// <summary>While the store is away the stream stays open: a browser that connects again and is answered 503 gives up for
    /// good.</summary>
    private static async Task<IReadOnlyList<FollowStep>> NextAsync(TaskFollow follow, CancellationToken end)
    {
        while (true)
        {
            try
            {
                return await follow.NextAsync(null, end);
            }
            catch (StoreException)
            {
                // What happens meanwhile comes as soon as the store is back.
            }
        }
    }

    private async Task WriteAsync(EventStream stream, IReadOnlyList<FollowStep> steps, RouteRequest request)
    {
        foreach (FollowStep step in steps)
        {
            await stream.WriteAsync(NameOf(step), FollowPlace.Write(step.Place), json => Write(json, step, request));
        }

        await stream.SendAsync();
    }

    private static string NameOf(FollowStep step) => step.Kind switch
    {
        FollowStepKind.Status => "status",
        FollowStepKind.Progress => "progress",
        FollowStepKind.Line => "log",
        _ => "end",
    };

    private void Write(Utf8JsonWriter json, FollowStep step, RouteRequest request)
    {
        switch (step)
        {
            case { Line: { } line }:
                JsonSerializer.Serialize(json, TaskForms.EntryOf(line), ErrandJson.Default.TaskLogEntry);
                break;
            case { Kind: FollowStepKind.Progress, Task: { } task }:
                WriteProgress(json, task);
                break;
            case { Task: { } task }:
                ViewFields fields = step.Kind == FollowStepKind.End ? ViewFields.All : WithoutData;
                TaskViewWriter.Write(json, task, TaskUrl.Base(request.Context, options.Value), fields);
                break;
            default:
                WriteGone(json, request.TaskId);
                break;
        }
    }

    private static void WriteProgress(Utf8JsonWriter json, TaskRecord task)
    {
        json.WriteStartObject();
        json.WriteNumber("attempt"u8, task.Attempt);
        if (task.Progress is { } value)
        {
            json.WriteNumber("value"u8, value);
        }
        else
        {
            json.WriteNull("value"u8);
        }

        json.WriteString("message"u8, task.ProgressMessage);
        json.WriteEndObject();
    }

    private static void WriteGone(Utf8JsonWriter json, TaskId id)
    {
        json.WriteStartObject();
        json.WriteNumber("id"u8, id.Value);
        json.WriteBoolean("gone"u8, true);
        json.WriteEndObject();
    }
}
