using System.Linq.Expressions;
using System.Runtime.CompilerServices;

namespace Errand.Binding;

/// <summary>Compiles the call of a function, so that no run uses reflection and an exception comes out as it was thrown.</summary>
internal static class FunctionCall
{
    public static Func<object?[], object?> Compile(TaskSignature signature) =>
        Compile(signature, interpret: !RuntimeFeature.IsDynamicCodeSupported);

    /// <param name="signature">The function.</param>
    /// <param name="interpret">As where the program may not make code while it runs.</param>
    public static Func<object?[], object?> Compile(TaskSignature signature, bool interpret)
    {
        ParameterExpression values = Expression.Parameter(typeof(object?[]), "values");
        IEnumerable<Expression> arguments = signature.Parameters.Select((p, i) =>
            Expression.Convert(Expression.ArrayIndex(values, Expression.Constant(i)), p.Clr.ParameterType));
        Expression call = Expression.Invoke(Expression.Constant(signature.Function, signature.Function.GetType()), arguments);
        Expression body = call.Type == typeof(void)
            ? Expression.Block(call, Expression.Constant(null, typeof(object)))
            : Expression.Convert(call, typeof(object));
        return Expression.Lambda<Func<object?[], object?>>(body, values).Compile(interpret);
    }
}
