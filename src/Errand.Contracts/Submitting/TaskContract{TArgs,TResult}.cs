using System.Text.Json.Serialization.Metadata;

namespace Errand;

/// <summary>A task type as server and clients agree on it: what it is called, what it takes and what it returns. Put it into an assembly
/// that both refer to: <c>public static readonly TaskContract&lt;AddArgs, int&gt; Add = new("add");</c>.</summary>
/// <typeparam name="TArgs">The arguments: a class, record or dictionary.</typeparam>
/// <typeparam name="TResult">The result.</typeparam>
/// <remarks>The server maps a function to it with <c>MapTask</c>, and a client runs it with <c>ErrandClient.RunAsync</c>; the compiler
/// holds both to it.</remarks>
public sealed class TaskContract<TArgs, TResult>
    where TArgs : notnull
{
    /// <summary>Names a task type.</summary>
    /// <param name="name">Its public name: matches <c>[A-Za-z0-9._-]{1,100}</c> and does not begin with <c>errand.</c>.</param>
    /// <param name="argsType">How a client writes the arguments, from a <c>JsonSerializerContext</c> of yours whose names are in camelCase.
    /// Null: as the server reads them; native AOT needs one.</param>
    /// <param name="resultType">How a client reads the result. Null: as the server writes it; native AOT needs one.</param>
    public TaskContract(string name, JsonTypeInfo<TArgs>? argsType = null, JsonTypeInfo<TResult>? resultType = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
        ArgsType = argsType;
        ResultType = resultType;
    }

    /// <summary>The public name of the task type.</summary>
    public string Name { get; }

    /// <summary>How a client writes the arguments; null: as the server reads them.</summary>
    public JsonTypeInfo<TArgs>? ArgsType { get; }

    /// <summary>How a client reads the result; null: as the server writes it.</summary>
    public JsonTypeInfo<TResult>? ResultType { get; }

    /// <summary>The public name of the task type.</summary>
    public override string ToString() => Name;
}
