using System.Runtime.CompilerServices;

namespace Errand.Binding.Values;

/// <summary>Default values of parameters, which reflection hands out in odd ways.</summary>
internal static class DefaultValue
{
    /// <summary>The value a parameter of the type has when it is left out.</summary>
    public static object? Of(object? declared, Type type)
    {
        if (declared is null)
        {
            // Reflection reports the default of a struct as null.
            return type.IsValueType && Nullable.GetUnderlyingType(type) is null ? RuntimeHelpers.GetUninitializedObject(type) : null;
        }

        Type plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain.IsEnum && !declared.GetType().IsEnum ? Enum.ToObject(plain, declared) : declared;
    }
}
