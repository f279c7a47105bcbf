using System.Text.Json;
using Errand.Storage;
using Errand.Storage.Messages;
using Errand.Web.Errors;
using Errand.Web.Http;
using Errand.Web.Routes;
using Microsoft.AspNetCore.Http;

namespace Errand.Web.Server;

/// <summary>Who works on the tasks: the live handlers and janitors of all processes.</summary>
internal sealed class MemberEndpoints(IMemberStore store)
{
    /// <summary>A handler may run thousands of tasks: only the first are listed, and <c>runningCount</c> says how many there are.</summary>
    private const int MaxRunning = 1000;

    private static readonly JsonEncodedText StartedAt = JsonEncodedText.Encode("startedAt");

    private static readonly JsonEncodedText LastHeartbeatAt = JsonEncodedText.Encode("lastHeartbeatAt");

    /// <summary><c>GET /v1/handlers</c></summary>
    public Task<Problem?> HandlersAsync(RouteRequest request) => ListAsync(request, "handler");

    /// <summary><c>GET /v1/janitors</c></summary>
    public Task<Problem?> JanitorsAsync(RouteRequest request) => ListAsync(request, "janitor");

    private async Task<Problem?> ListAsync(RouteRequest request, string role)
    {
        IReadOnlyList<LiveMember> members = await store.ListMembersAsync(request.Aborted);
        using var body = new PooledBuffer();
        using (var json = new Utf8JsonWriter(body, JsonAnswer.Options))
        {
            json.WriteStartObject();
            json.WriteStartArray("items"u8);
            foreach (LiveMember member in members.Where(member => member.Entry.Role == role))
            {
                Write(json, member);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        request.Context.Response.Headers.CacheControl = "no-store";
        await JsonAnswer.WriteAsync(request.Context, StatusCodes.Status200OK, body);
        return null;
    }

    private static void Write(Utf8JsonWriter json, LiveMember member)
    {
        MemberEntry entry = member.Entry;
        json.WriteStartObject();
        json.WriteString("id"u8, entry.Id.ToString());
        json.WriteString("role"u8, entry.Role);
        json.WriteString("host"u8, entry.Host);
        json.WriteNumber("pid"u8, entry.Pid);
        json.WriteString("version"u8, entry.Version);
        json.WriteNumber("slots"u8, entry.Slots);
        json.WriteNumber("runningCount"u8, member.Running.Count);
        json.WriteStartArray("running"u8);
        foreach (TaskId id in member.Running.Take(MaxRunning))
        {
            json.WriteNumberValue(id.Value);
        }

        json.WriteEndArray();
        Instants.Write(json, StartedAt, entry.StartedAt);
        Instants.Write(json, LastHeartbeatAt, member.LastBeatAt);
        json.WriteEndObject();
    }
}
