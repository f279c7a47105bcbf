using System.Reflection;

namespace Errand.Binding;

/// <summary>The call of a function, from which an exception comes out as it was thrown.</summary>
/// <remarks>An expression compiled for it would make each start longer, and has nothing that a run would notice.</remarks>
internal static class FunctionCall
{
    public static Func<object?[], object?> Of(Delegate function)
    {
        // Its own Invoke, not its method: that one may be closed over its first parameter.
        var invoke = MethodInvoker.Create(function.GetType().GetMethod("Invoke")!);
        return values => invoke.Invoke(function, values.AsSpan());
    }
}
