using System.ComponentModel;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;

namespace Errand.Binding;

/// <summary>Turns a mapped function into a task type: schemas, a check and a handler, all from its signature.</summary>
internal static class TaskCompiler
{
    /// <param name="builder">The function and its options.</param>
    /// <param name="services">Knows which parameters are services; null when there are none.</param>
    /// <exception cref="ArgumentException">The signature cannot be a task's; the message says what to change.</exception>
    public static TaskDefinition Compile(TaskTypeBuilder builder, IServiceProviderIsService? services)
    {
        TaskSignature signature = TaskSignature.Of(builder, services);
        var argsWriter = new SchemaWriter(builder.Type.Name, isForArgs: true);
        (JsonObject args, ArgsChecker checker) = InWords(builder, "arguments", () =>
        {
            JsonObject schema = ArgsSchema.Write(signature, argsWriter);
            return (schema, new ArgsChecker(new RuleCompiler(schema, argsWriter.Facts).Compile()));
        });
        ReturnedValue returned = ReturnedValue.Of(builder.Function.Method.ReturnType);
        var handler = new FunctionHandler(FunctionCall.Of(signature.Function), signature.Parameters, returned, checker);
        return new TaskDefinition
        {
            Type = builder.Type,
            Description = builder.Description ?? Description(builder.Function.Method),
            Queue = builder.Queue,
            Priority = builder.Priority,
            MaxAttempts = builder.MaxAttempts,
            Timeout = builder.Timeout,
            TimeToLive = builder.TimeToLive,
            ArgsSchema = SchemaDocument.Bytes(args),
            ResultSchema = SchemaDocument.Bytes(Result(builder, returned)),
            RequiredArgs = args["required"] is JsonArray required ? [.. required.Select(r => r!.GetValue<string>())] : [],
            CheckArgs = checker.Check,
            Handler = handler.RunAsync,
        };
    }

    /// <summary>A result that can't be written fails its task; a type that can't be described just says nothing.</summary>
    private static JsonObject Result(TaskTypeBuilder builder, ReturnedValue returned)
    {
        try
        {
            return ResultSchema.Write(builder.Function.Method.ReturnParameter, returned.Type, new SchemaWriter(builder.Type.Name, isForArgs: false));
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException or InvalidOperationException or JsonException)
        {
            return SchemaDocument.Complete([], new SchemaWriter(builder.Type.Name, isForArgs: false));
        }
    }

    /// <summary>The serializer says that a type is unfit by exceptions of several kinds, and the regular expressions by others.</summary>
    private static T InWords<T>(TaskTypeBuilder builder, string what, Func<T> compile)
    {
        try
        {
            return compile();
        }
        catch (Exception e) when (e is NotSupportedException or InvalidOperationException or JsonException or FormatException or OverflowException
            || (e is ArgumentException && !e.Message.StartsWith("Task type", StringComparison.Ordinal)))
        {
            throw new ArgumentException($"Task type \"{builder.Type}\": its {what} cannot be described as JSON: {e.Message}", e);
        }
    }

    private static string? Description(MethodInfo method) =>
        method.GetCustomAttribute<DescriptionAttribute>()?.Description ?? XmlDocs.Of(method).Summary(method);
}
