using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Json;
using Errand.Submitting;
using Errand.Types;
using Errand.Web.Http;

namespace Errand.Web.OpenApi;

/// <summary>The OpenAPI document of the server: what is fixed, and an operation for each task type.</summary>
/// <param name="registry">The task types; they do not change while the program runs.</param>
internal sealed class ApiDocument(TaskRegistry registry)
{
    /// <summary>Of more kinds of scopes, documents are made again each time.</summary>
    private const int MostKept = 20;

    private static readonly FixedDocument Fixed = FixedDocument.Instance;

    private readonly Lazy<IReadOnlyList<TaskTypeOperation>> _operations = new(() => TaskTypeOperations.Of(Fixed, registry.Definitions));

    /// <summary>The document by the types that a caller may know of, but for what is put in front. Few kinds of callers know different
    /// ones.</summary>
    private readonly ConcurrentDictionary<string, byte[]> _kept = new(StringComparer.Ordinal);

    /// <summary>Writes the document. It has the same bytes for the same types of the same program.</summary>
    /// <param name="body">What is written to.</param>
    /// <param name="server">What the address of each route begins with; empty for none.</param>
    /// <param name="types">The names of the task types that the caller may know of, in the order of the registry.</param>
    public void Write(PooledBuffer body, string server, IReadOnlyCollection<string> types)
    {
        string key = string.Join(' ', types);
        if (!_kept.TryGetValue(key, out byte[]? rest))
        {
            rest = RestFor(types);
            if (_kept.Count < MostKept)
            {
                _kept[key] = rest;
            }
        }

        Write(body, server, rest);
    }

    /// <summary>Writes the document with only some of the types. Anyone may ask for any part, so none is kept.</summary>
    /// <inheritdoc cref="Write(PooledBuffer, string, IReadOnlyCollection{string})" />
    public void WritePart(PooledBuffer body, string server, IReadOnlyCollection<string> types) => Write(body, server, RestFor(types));

    private static void Write(PooledBuffer body, string server, byte[] rest)
    {
        using (var json = new Utf8JsonWriter(body, JsonAnswer.Options))
        {
            json.WriteStartObject();
            json.WriteString("openapi"u8, Fixed.Root.GetProperty("openapi").GetString());
            json.WriteStartArray("servers"u8);
            json.WriteStartObject();
            json.WriteString("url"u8, server.Length == 0 ? "/" : server);
            json.WriteEndObject();
            json.WriteEndArray();
        }

        body.Write(","u8);
        body.Write(rest.AsSpan(1)); // Without its opening brace.
    }

    private byte[] RestFor(IReadOnlyCollection<string> types)
    {
        var known = types.ToHashSet(StringComparer.Ordinal);
        TaskTypeOperation[] operations = [.. _operations.Value.Where(operation => known.Contains(operation.Type))];
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, FixedDocument.Writing))
        {
            json.WriteStartObject();
            foreach (JsonProperty member in Fixed.Root.EnumerateObject())
            {
                WriteMember(json, member, operations);
            }

            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static void WriteMember(Utf8JsonWriter json, JsonProperty member, TaskTypeOperation[] operations)
    {
        switch (member.Name)
        {
            case "openapi" or "servers":
                break;
            case "info":
                WriteInfo(json, member.Value);
                break;
            case "paths":
                WritePaths(json, member.Value, operations);
                break;
            case "components":
                WriteComponents(json, member.Value, operations);
                break;
            default:
                member.WriteTo(json);
                break;
        }
    }

    private static void WriteInfo(Utf8JsonWriter json, JsonElement info)
    {
        json.WriteStartObject("info"u8);
        foreach (JsonProperty member in info.EnumerateObject())
        {
            if (member.NameEquals("version"u8))
            {
                json.WriteString("version"u8, ErrandVersion.Text);
            }
            else
            {
                member.WriteTo(json);
            }
        }

        json.WriteEndObject();
    }

    /// <summary>The operations of the types stand where the one for any type stands.</summary>
    private static void WritePaths(Utf8JsonWriter json, JsonElement paths, TaskTypeOperation[] operations)
    {
        json.WriteStartObject("paths"u8);
        foreach (JsonProperty path in paths.EnumerateObject())
        {
            if (!path.NameEquals(FixedDocument.SubmitPath))
            {
                path.WriteTo(json);
                continue;
            }

            foreach (TaskTypeOperation operation in operations)
            {
                json.WritePropertyName(operation.Path);
                json.WriteRawValue(operation.Item.Span, skipInputValidation: true);
            }
        }

        json.WriteEndObject();
    }

    private static void WriteComponents(Utf8JsonWriter json, JsonElement components, TaskTypeOperation[] operations)
    {
        json.WriteStartObject("components"u8);
        foreach (JsonProperty kind in components.EnumerateObject())
        {
            json.WriteStartObject(kind.Name);
            foreach (JsonProperty component in kind.Value.EnumerateObject())
            {
                // Options of tasks are parameters of the types' operations alone, and a component that nothing uses is a fault.
                if (operations.Length > 0 || kind.Name != "parameters" || !IsOption(component.Value))
                {
                    component.WriteTo(json);
                }
            }

            if (kind.NameEquals("schemas"u8))
            {
                WriteSchemas(json, operations);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static bool IsOption(JsonElement parameter) =>
        TaskOptions.All.Any(option => parameter.GetProperty("name").ValueEquals(option.QueryName));

    private static void WriteSchemas(Utf8JsonWriter json, TaskTypeOperation[] operations)
    {
        foreach ((string name, ReadOnlyMemory<byte> schema) in operations.SelectMany(operation => operation.Schemas))
        {
            json.WritePropertyName(name);
            json.WriteRawValue(schema.Span, skipInputValidation: true);
        }
    }
}
