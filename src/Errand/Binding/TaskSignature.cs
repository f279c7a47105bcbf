using System.Globalization;
using System.Reflection;
using System.Text.Json.Serialization.Metadata;
using Errand.Binding.Schema;
using Errand.Binding.Values;
using Microsoft.Extensions.DependencyInjection;

namespace Errand.Binding;

/// <summary>Reads a function's signature: what is injected, what comes from the arguments.</summary>
internal sealed class TaskSignature
{
    private readonly string _taskType;
    private readonly TaskSerializer _json;
    private readonly IServiceProviderIsService? _services;

    private TaskSignature(TaskTypeBuilder builder, TaskSerializer json, IServiceProviderIsService? services)
    {
        _json = json;
        _taskType = builder.Type.Name;
        _services = services;
        Function = builder.Function;
        RefuseReturnType();
        TaskParameter[] parameters = [.. ClrParameters(Function).Select(Read)];
        RefuseDuplicates(parameters);
        Parameters = WithWholeArgs(parameters);
    }

    public Delegate Function { get; }

    public IReadOnlyList<TaskParameter> Parameters { get; }

    public IEnumerable<TaskParameter> Members => Parameters.Where(p => p.Source == ParameterSource.Member);

    public TaskParameter? WholeArgs => Parameters.FirstOrDefault(p => p.Source == ParameterSource.WholeArgs);

    public static TaskSignature Of(TaskTypeBuilder builder, TaskSerializer json, IServiceProviderIsService? services) =>
        new(builder, json, services);

    /// <summary>A delegate closed over its method's first parameter, as of an extension method, is called without it.</summary>
    private static ParameterInfo[] ClrParameters(Delegate function)
    {
        ParameterInfo[] declared = function.Method.GetParameters();
        int called = function.GetType().GetMethod("Invoke")!.GetParameters().Length;
        return declared[(declared.Length - called)..];
    }

    private TaskParameter Read(ParameterInfo parameter)
    {
        Type type = parameter.ParameterType;
        if (string.IsNullOrEmpty(parameter.Name))
        {
            throw Wrong(parameter, "has no name; give it one, since arguments are found by name");
        }

        if (type.IsByRef)
        {
            throw Wrong(parameter, "is passed by reference; take it by value");
        }

        if (type.IsByRefLike || type.IsPointer || type.IsFunctionPointer || type.ContainsGenericParameters)
        {
            throw Wrong(parameter, $"is of type {TypeName.Of(type)}, which cannot come from JSON; use another type");
        }

        if (parameter.GetCustomAttribute<FromKeyedServicesAttribute>() is { } keyed)
        {
            return new TaskParameter { Clr = parameter, Source = ParameterSource.KeyedService, ServiceKey = keyed.Key };
        }

        ParameterSource? injected =
            type == typeof(TaskContext) ? ParameterSource.Context
            : type == typeof(CancellationToken) ? ParameterSource.Cancellation
            : type == typeof(IServiceProvider) ? ParameterSource.ServiceProvider
            : IsService(type) ? ParameterSource.Service
            : null;
        return injected is { } source ? new TaskParameter { Clr = parameter, Source = source } : ReadMember(parameter);
    }

    private TaskParameter ReadMember(ParameterInfo parameter)
    {
        NullabilityInfo nullability = new NullabilityInfoContext().Create(parameter);
        return new TaskParameter
        {
            Clr = parameter,
            Source = ParameterSource.Member,
            Json = Contract(parameter),
            Nullability = nullability,
            MayBeNull = Nullability.IsAllowed(parameter.ParameterType, nullability),
        };
    }

    private JsonTypeInfo Contract(ParameterInfo parameter)
    {
        try
        {
            return _json.Read.GetTypeInfo(parameter.ParameterType);
        }
        catch (Exception e) when (e is NotSupportedException or InvalidOperationException or ArgumentException)
        {
            throw Wrong(parameter, $"is of type {TypeName.Of(parameter.ParameterType)}, which JSON cannot be read into: {e.Message}");
        }
    }

    private static TaskParameter[] WithWholeArgs(TaskParameter[] parameters)
    {
        int members = parameters.Count(p => p.Source == ParameterSource.Member);
        return members != 1
            ? parameters
            : [.. parameters.Select(p => IsWholeArgs(p) ? p with { Source = ParameterSource.WholeArgs, MayBeNull = false } : p)];
    }

    private static bool IsWholeArgs(TaskParameter parameter) =>
        parameter.Json is { } json
        && (json.Kind is JsonTypeInfoKind.Object or JsonTypeInfoKind.Dictionary
            || (SchemaLeaf.ReadsAnything(json.Type) && json.Type != typeof(System.Text.Json.Nodes.JsonArray)));

    /// <summary>A container claims to know a sequence of anything; it is one of services only if its items are services.</summary>
    private bool IsService(Type type) =>
        _services is not null
        && _services.IsService(type.IsConstructedGenericType
        && type.GetGenericTypeDefinition() == typeof(IEnumerable<>) ? type.GenericTypeArguments[0] : type);

    private void RefuseReturnType()
    {
        Type type = Function.Method.ReturnType;
        if (type.IsByRef || type.IsByRefLike || type.IsPointer)
        {
            throw new ArgumentException(
                $"Task type \"{_taskType}\": the function returns {TypeName.Of(type)}, which cannot be stored as a result; return a value.");
        }

        if (Function.GetInvocationList().Length > 1)
        {
            throw new ArgumentException(
                $"Task type \"{_taskType}\": the delegate calls several functions, so it has no single result; map one function.");
        }
    }

    private void RefuseDuplicates(TaskParameter[] parameters)
    {
        var names = new HashSet<string>();
        foreach (TaskParameter parameter in parameters)
        {
            if (parameter.Source == ParameterSource.Member && !names.Add(parameter.Name))
            {
                throw Wrong(parameter.Clr, "has the same name as another one; give each its own, since arguments are found by name");
            }
        }
    }

    private ArgumentException Wrong(ParameterInfo parameter, string why)
    {
        string name = parameter.Name ?? string.Create(CultureInfo.InvariantCulture, $"number {parameter.Position + 1}");
        return new ArgumentException($"Task type \"{_taskType}\": the parameter \"{name}\" {why}.");
    }
}
