using System.ComponentModel;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Errand.Binding.Checking;
using Errand.Binding.Schema;
using Errand.Binding.Summaries;
using Errand.Binding.Values;
using Errand.Binding.Views;
using Errand.Types;
using Microsoft.Extensions.DependencyInjection;

namespace Errand.Binding;

/// <summary>Turns a mapped function into a task type: schemas, a check and a handler, all from its signature.</summary>
internal static class TaskCompiler
{
    /// <param name="builder">The function and its options.</param>
    /// <param name="json">How its arguments are read and its results written.</param>
    /// <param name="services">Knows which parameters are services; null when there are none.</param>
    /// <param name="maxResultBytes">A larger result is invalid.</param>
    /// <exception cref="ArgumentException">The signature cannot be a task's; the message says what to change.</exception>
    public static TaskDefinition Compile(
        TaskTypeBuilder builder, TaskSerializer json, IServiceProviderIsService? services,
        int maxResultBytes = TaskLimits.DefaultMaxResultBytes)
    {
        var signature = TaskSignature.Of(builder, json, services);
        var argsWriter = new SchemaWriter(builder.Type.Name, isForArgs: true);
        (JsonObject args, ArgsChecker checker) = InWords(builder, "arguments", () =>
        {
            JsonObject schema = ArgsSchema.Write(signature, argsWriter);
            return (schema, new ArgsChecker(new RuleCompiler(schema, argsWriter.Facts).Compile()));
        });
        var returned = ReturnedValue.Of(builder.Function.Method.ReturnType);
        JsonObject result = Result(builder, returned, json);
        ViewCompiler.Describe(builder, result);
        var handler = new FunctionHandler(
            FunctionCall.Of(signature.Function), signature.Parameters, returned, checker,
            new ResultWriter(returned.Type, json, maxResultBytes), saysNeverNull: !AllowsNull(result));
        ReadOnlyMemory<byte> argsSchema = SchemaDocument.Bytes(args);
        return new TaskDefinition
        {
            Type = builder.Type,
            Description = builder.Description ?? Description(builder.Function.Method),
            Scope = builder.Scope,
            Defaults = builder.Defaults,
            ArgsSchema = argsSchema,
            ResultSchema = SchemaDocument.Bytes(result),
            RequiredArgs = args["required"] is JsonArray required ? [.. required.Select(r => r!.GetValue<string>())] : [],
            ArgsCheck = checker.Check,
            Example = ExampleArgs.Of(builder, argsSchema, checker),
            Handler = handler.RunAsync,
            TakeSummary = SummaryCompiler.Compile(builder, result),
            SummaryNames = SummaryCompiler.NamesOf(builder, result),
            Views = ViewCompiler.Compile(builder, result),
        };
    }

    /// <exception cref="ArgumentException">JSON cannot carry what the function returns; the message says what to change.</exception>
    public static void RefuseResult(TaskTypeBuilder builder, TaskSerializer json) =>
        Result(builder, ReturnedValue.Of(builder.Function.Method.ReturnType), json);

    private static JsonObject Result(TaskTypeBuilder builder, ReturnedValue returned, TaskSerializer json) =>
        InWords(builder, "result", () => ResultSchema.Write(builder, returned, json));

    /// <summary>The serializer says that a type is unfit by exceptions of several kinds, and the regular expressions by others.</summary>
    private static T InWords<T>(TaskTypeBuilder builder, string what, Func<T> compile)
    {
        try
        {
            return compile();
        }
        catch (Exception e) when (
            e is NotSupportedException or InvalidOperationException or JsonException or FormatException or OverflowException
            || (e is ArgumentException && !e.Message.StartsWith("Task type", StringComparison.Ordinal)))
        {
            throw new ArgumentException($"Task type \"{builder.Type}\": its {what} cannot be described as JSON: {e.Message}", e);
        }
    }

    private static bool AllowsNull(JsonObject schema) => schema["type"] switch
    {
        JsonArray types => types.Any(t => t!.GetValue<string>() == "null"),
        JsonValue type => type.GetValue<string>() == "null",
        _ => schema["anyOf"] is not JsonArray choices || choices.Any(c => c!["type"]?.ToJsonString() == "\"null\""),
    };

    private static string? Description(MethodInfo method) =>
        method.GetCustomAttribute<DescriptionAttribute>()?.Description ?? XmlDocs.Of(method).Summary(method);
}
