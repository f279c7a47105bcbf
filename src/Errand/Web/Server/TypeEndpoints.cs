using System.Text.Json;
using Errand.Submitting;
using Errand.Types;
using Errand.Web.Errors;
using Errand.Web.Http;
using Errand.Web.Routes;
using Microsoft.AspNetCore.Http;

namespace Errand.Web.Server;

/// <summary>What task types this program has, with the JSON Schemas of their arguments and results.</summary>
internal sealed class TypeEndpoints(TaskRegistry registry, SubmissionRules rules)
{
    /// <summary><c>GET /v1/types</c></summary>
    public async Task<Problem?> ListAsync(RouteRequest request)
    {
        using var body = new PooledBuffer();
        using (var json = new Utf8JsonWriter(body, JsonAnswer.Options))
        {
            json.WriteStartObject();
            json.WriteStartArray("items"u8);
            foreach (TaskDefinition definition in registry.Definitions)
            {
                Write(json, definition);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        await JsonAnswer.WriteAsync(request.Context, StatusCodes.Status200OK, body);
        return null;
    }

    /// <summary><c>GET /v1/types/{type}</c></summary>
    public async Task<Problem?> ViewAsync(RouteRequest request)
    {
        using var body = new PooledBuffer();
        using (var json = new Utf8JsonWriter(body, JsonAnswer.Options))
        {
            Write(json, request.Definition);
        }

        await JsonAnswer.WriteAsync(request.Context, StatusCodes.Status200OK, body);
        return null;
    }

    private void Write(Utf8JsonWriter json, TaskDefinition definition)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, definition.Type.Name);
        json.WriteString("description"u8, definition.Description);
        JsonPieces.WriteRaw(json, "args"u8, definition.ArgsSchema);
        JsonPieces.WriteRaw(json, "result"u8, definition.ResultSchema);
        json.WriteString("queue"u8, definition.Queue);
        json.WriteNumber("priority"u8, definition.Priority);
        if (definition.Timeout is { } timeout)
        {
            json.WriteNumber("timeout"u8, timeout.TotalSeconds);
        }
        else
        {
            json.WriteNull("timeout"u8);
        }

        json.WriteNumber("maxAttempts"u8, definition.MaxAttempts);
        json.WriteNumber("ttl"u8, (definition.TimeToLive ?? rules.DefaultTimeToLive).TotalSeconds);
        json.WriteEndObject();
    }
}
