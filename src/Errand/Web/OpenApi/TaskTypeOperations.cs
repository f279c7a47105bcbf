using System.Text.Json;
using System.Text.Json.Nodes;
using Errand.Types;

namespace Errand.Web.OpenApi;

/// <summary>Makes of the one operation that submits a task of any type one for each type, with the schemas of the type.</summary>
internal sealed class TaskTypeOperations
{
    private const string Submit = "submit";
    private static readonly string[] Parts = ["Args", "Result", "Task"];

    private readonly FixedDocument _document;
    private readonly ComponentNames _names;
    private readonly IReadOnlyDictionary<string, string> _typeNames;

    private TaskTypeOperations(FixedDocument document, IReadOnlyList<TaskDefinition> types)
    {
        _document = document;
        _names = new ComponentNames(document.SchemaNames);
        var taken = new HashSet<string>(document.SchemaNames.Concat(document.OperationIds), StringComparer.OrdinalIgnoreCase);
        _typeNames = ComponentNames.OfTypes(
            [.. types.Select(type => type.Type.Name)],
            name => taken.Contains(Submit + name) || Parts.Any(part => taken.Contains(name + part)));
        foreach (string name in _typeNames.Values.SelectMany(_ => Parts, (name, part) => name + part))
        {
            _names.Take(name);
        }
    }

    /// <summary>One for each type, in their order.</summary>
    public static IReadOnlyList<TaskTypeOperation> Of(FixedDocument document, IReadOnlyList<TaskDefinition> types)
    {
        var operations = new TaskTypeOperations(document, types);
        return [.. types.Select(operations.Of)];
    }

    private TaskTypeOperation Of(TaskDefinition type)
    {
        string name = _typeNames[type.Type.Name];
        var schemas = new JsonObject();
        JsonObject args = ClientSchema.Translate(type.ArgsSchema, $"{name}Args", _names, schemas);
        JsonObject result = ClientSchema.Translate(type.ResultSchema, $"{name}Result", _names, schemas);
        string task = $"{name}Task";
        schemas[task] = TaskOf(type, args, result);
        return new TaskTypeOperation(
            type.Type.Name,
            FixedDocument.SubmitPath.Replace("{type}", type.Type.Name, StringComparison.Ordinal),
            Bytes(new JsonObject { ["post"] = OperationOf(type, name, args, ClientSchema.ReferenceTo(task)) }),
            [.. schemas.Select(schema => KeyValuePair.Create(schema.Key, Bytes(schema.Value!)))]);
    }

    /// <summary>Written out whole: what generators make of a schema that adds to another one is not the same.</summary>
    private JsonObject TaskOf(TaskDefinition type, JsonObject args, JsonObject result)
    {
        JsonObject task = _document.TaskSchema();
        var members = (JsonObject)task["properties"]!;
        task["description"] = $"A task of the type {type.Type.Name}. With `Prefer: return=minimal` an answer has `id` and `status` only.";
        members.Remove("argsBytes");
        members["args"] = Described(args, "The arguments as they were sent.");
        members["result"] = ClientSchema.OrNull(Described(
            result, "What the function returned; null until then. One over 64 KiB is left out; `resultUrl` and `resultBytes` stand in its place."));
        ((JsonArray)task["required"]!).Add((JsonNode)"args"); // Without the cast it is the generic overload, which needs reflection.
        return task;
    }

    private JsonObject OperationOf(TaskDefinition type, string name, JsonObject args, JsonObject task)
    {
        JsonObject operation = _document.SubmitOperation();
        operation["operationId"] = Submit + name;
        operation["summary"] = $"Submits a task of the type {type.Type.Name}";
        operation["description"] = type.Description ?? operation["description"]!.DeepClone();
        JsonObject body = Content(operation["requestBody"]!, args);
        if (type.Example is { } example)
        {
            body["examples"] = new JsonObject
            {
                ["example"] = new JsonObject { ["value"] = JsonNode.Parse(example.Span) },
            };
        }

        foreach ((_, JsonNode? answer) in ((JsonObject)operation["responses"]!).Where(answer => answer.Key[0] == '2'))
        {
            Content(answer!, task);
        }

        return operation;
    }

    /// <summary>Puts a schema into a body or an answer, in place of the one for any type and its examples.</summary>
    private static JsonObject Content(JsonNode owner, JsonObject schema)
    {
        var content = (JsonObject)owner["content"]!["application/json"]!;
        content.Clear();
        content["schema"] = schema.DeepClone();
        return content;
    }

    private static JsonObject Described(JsonObject schema, string description)
    {
        var place = (JsonObject)schema.DeepClone();
        string? own = place["description"]?.GetValue<string>();
        place.Remove("description");
        place.Insert(0, "description", own is null ? description : $"{description} {own}");
        return place;
    }

    private static ReadOnlyMemory<byte> Bytes(JsonNode node)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, FixedDocument.Writing))
        {
            node.WriteTo(json);
        }

        return buffer.ToArray();
    }
}
