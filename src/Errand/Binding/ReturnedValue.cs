using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Errand.Types;

namespace Errand.Binding;

/// <summary>How what a function returned becomes its result: at once, or once it is awaited.</summary>
internal sealed class ReturnedValue
{
    private readonly Func<object?, ValueTask<object?>> _await;

    private ReturnedValue(Type type, Func<object?, ValueTask<object?>> await)
    {
        Type = type;
        _await = await;
    }

    /// <summary>The result's type; void for none.</summary>
    public Type Type { get; }

    public static ReturnedValue Of(Type returned)
    {
        if (returned == typeof(Task))
        {
            return new ReturnedValue(typeof(void), AwaitTaskAsync);
        }

        if (returned == typeof(ValueTask))
        {
            return new ReturnedValue(typeof(void), AwaitValueTaskAsync);
        }

        if (returned.IsGenericType && returned.GetGenericTypeDefinition() == typeof(Task<>))
        {
            return Generic(nameof(AwaitTaskOfAsync), returned);
        }

        if (returned.IsGenericType && returned.GetGenericTypeDefinition() == typeof(ValueTask<>))
        {
            return Generic(nameof(AwaitValueTaskOfAsync), returned);
        }

        return new ReturnedValue(returned, static value => ValueTask.FromResult(value));
    }

    public ValueTask<object?> AwaitAsync(object? returned) => _await(returned);

    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Only native compilation would miss the instantiation.")]
    [UnconditionalSuppressMessage("Trimming", "IL2060", Justification = "The methods have no requirements on their type parameter.")]
    private static ReturnedValue Generic(string method, Type returned)
    {
        Type type = returned.GenericTypeArguments[0];
        MethodInfo closed = typeof(ReturnedValue).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type);
        return new ReturnedValue(type, closed.CreateDelegate<Func<object?, ValueTask<object?>>>());
    }

    private static async ValueTask<object?> AwaitTaskAsync(object? returned)
    {
        await (Task)NotNull(returned);
        return null;
    }

    private static async ValueTask<object?> AwaitTaskOfAsync<T>(object? returned) => await (Task<T>)NotNull(returned);

    private static async ValueTask<object?> AwaitValueTaskAsync(object? returned)
    {
        await (ValueTask)returned!;
        return null;
    }

    private static async ValueTask<object?> AwaitValueTaskOfAsync<T>(object? returned) => await (ValueTask<T>)returned!;

    private static object NotNull(object? returned) =>
        returned ?? throw new InvalidResultException("The function returned null in place of a Task.");
}
