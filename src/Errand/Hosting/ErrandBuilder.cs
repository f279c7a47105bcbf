using System.Security.Claims;
using System.Text.Json;
using Errand.Binding.Values;

namespace Errand;

/// <summary>Maps task types in a program that <c>AddErrand</c> was called in.</summary>
public sealed class ErrandBuilder
{
    private readonly List<TaskTypeBuilder> _types = [];
    private readonly List<Action<JsonSerializerOptions>> _json = [];

    internal ErrandBuilder()
    {
    }

    /// <summary>What this process does. Default: everything.</summary>
    public ErrandRoles Roles { get; set; } = ErrandRoles.All;

    internal IReadOnlyList<TaskTypeBuilder> Types => _types;

    /// <summary>What users of the program may do; null: it has not said it.</summary>
    internal Func<ClaimsPrincipal, Scopes>? ScopesOf { get; private set; }

    internal bool UsesKeys { get; private set; }

    /// <summary>Tokens of a program that has users come the same way as ours, and are its own affair.</summary>
    internal bool UsesTokens => UsesKeys && ScopesOf is null;

    internal TaskSerializer CreateJson() => new(_json);

    /// <summary>Adds to how arguments are read and results are written: converters, for types that JSON cannot see into, and contracts
    /// (<see cref="JsonSerializerOptions.TypeInfoResolver"/>). They come before those of Errand.</summary>
    /// <param name="configure">Changes nothing else: a change of names, numbers or limits is refused with an
    /// <see cref="ArgumentException"/> when the server starts. A type with a converter has the schema of what the converter's type says,
    /// or one that allows anything.</param>
    public void Json(Action<JsonSerializerOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        _json.Add(configure);
    }

    /// <summary>Says what users of this program may do, who have logged in to it. Default: nobody may do anything, unless the program
    /// listens on loopback alone and has no keys, or the setting <c>ERRAND_ANONYMOUS</c> says what anyone may do.</summary>
    /// <param name="scopesOf">Called for each request of a user who has logged in, after the program's own authentication: be quick. Others
    /// have the scopes of <c>ERRAND_ANONYMOUS</c>.</param>
    public void Access(Func<ClaimsPrincipal, Scopes> scopesOf)
    {
        ArgumentNullException.ThrowIfNull(scopesOf);
        ScopesOf = scopesOf;
    }

    /// <summary>Accepts the keys that Errand has made, besides users of this program. They come as <c>Authorization: Bearer errand_…</c> or
    /// as <c>X-Api-Key</c>. A program that is nothing but Errand always does.</summary>
    /// <remarks>Unless <see cref="Access"/> is called, tokens of the issuer that the settings <c>JWT_…</c> name are accepted, too.</remarks>
    public void UseKeys() => UsesKeys = true;

    /// <summary>Makes a function a task type.</summary>
    /// <param name="name">Its public name: matches <c>[A-Za-z0-9._-]{1,100}</c> and does not begin with <c>errand.</c>.</param>
    /// <param name="function">Its parameters are the members of the args object, by name; a <see cref="TaskContext"/>, a
    /// <see cref="CancellationToken"/> and registered services are
    /// given to it. Its return value, or that of the task it returns, is the result. A single parameter of an object type is the args
    /// object itself.</param>
    /// <returns>To say how its tasks are treated.</returns>
    /// <exception cref="ArgumentException">The name has another shape, is reserved, or is mapped already.</exception>
    /// <remarks>A signature that cannot be a task's is refused with an <see cref="ArgumentException"/> when the server starts, since only
    /// then all services are known.</remarks>
    public TaskTypeBuilder MapTask(string name, Delegate function)
    {
        ArgumentNullException.ThrowIfNull(function);
        if (!NameRule.MayBeChosen(name))
        {
            throw new ArgumentException($"The task type name \"{name}\" must be {NameRule.Description}.", nameof(name));
        }

        var type = new TaskType(name);
        if (_types.Exists(mapped => mapped.Type == type))
        {
            throw new ArgumentException($"The task type \"{name}\" is mapped already.", nameof(name));
        }

        var builder = new TaskTypeBuilder(type, function);
        _types.Add(builder);
        return builder;
    }

    /// <summary>Makes a function a task type that clients know by the same contract: it takes what they send, and returns what they
    /// expect.</summary>
    /// <typeparam name="TArgs">The arguments.</typeparam>
    /// <typeparam name="TResult">The result.</typeparam>
    /// <param name="contract">The task type.</param>
    /// <param name="function">Is given the args object.</param>
    /// <returns>To say how its tasks are treated.</returns>
    /// <exception cref="ArgumentException">The name has another shape, is reserved, or is mapped already.</exception>
    /// <remarks>A function that asks for services is mapped by name: <c>MapTask(contract.Name, …)</c>.</remarks>
    public TaskTypeBuilder MapTask<TArgs, TResult>(TaskContract<TArgs, TResult> contract, Func<TArgs, TResult> function)
        where TArgs : notnull =>
        MapContract(contract, function);

    /// <inheritdoc cref="MapTask{TArgs, TResult}(TaskContract{TArgs, TResult}, Func{TArgs, TResult})" />
    public TaskTypeBuilder MapTask<TArgs, TResult>(TaskContract<TArgs, TResult> contract, Func<TArgs, Task<TResult>> function)
        where TArgs : notnull =>
        MapContract(contract, function);

    /// <inheritdoc cref="MapTask{TArgs, TResult}(TaskContract{TArgs, TResult}, Func{TArgs, TResult})" />
    public TaskTypeBuilder MapTask<TArgs, TResult>(
        TaskContract<TArgs, TResult> contract, Func<TArgs, CancellationToken, Task<TResult>> function)
        where TArgs : notnull =>
        MapContract(contract, function);

    /// <inheritdoc cref="MapTask{TArgs, TResult}(TaskContract{TArgs, TResult}, Func{TArgs, TResult})" />
    public TaskTypeBuilder MapTask<TArgs, TResult>(
        TaskContract<TArgs, TResult> contract, Func<TArgs, TaskContext, CancellationToken, TResult> function)
        where TArgs : notnull =>
        MapContract(contract, function);

    /// <inheritdoc cref="MapTask{TArgs, TResult}(TaskContract{TArgs, TResult}, Func{TArgs, TResult})" />
    public TaskTypeBuilder MapTask<TArgs, TResult>(
        TaskContract<TArgs, TResult> contract, Func<TArgs, TaskContext, CancellationToken, Task<TResult>> function)
        where TArgs : notnull =>
        MapContract(contract, function);

    private TaskTypeBuilder MapContract<TArgs, TResult>(TaskContract<TArgs, TResult> contract, Delegate function)
        where TArgs : notnull
    {
        ArgumentNullException.ThrowIfNull(contract);
        return MapTask(contract.Name, function);
    }
}
