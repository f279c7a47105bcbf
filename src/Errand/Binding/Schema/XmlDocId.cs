using System.Globalization;
using System.Reflection;

namespace Errand.Binding.Schema;

/// <summary>The ids under which the compiler files documentation comments.</summary>
internal static class XmlDocId
{
    public static string Of(Type type) =>
        (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName?.Replace('+', '.') ?? type.Name;

    public static string Of(MethodInfo method)
    {
        ParameterInfo[] parameters = method.GetParameters();
        string arity = method.IsGenericMethod
            ? string.Create(CultureInfo.InvariantCulture, $"``{method.GetGenericArguments().Length}")
            : "";
        string types = parameters.Length == 0 ? "" : $"({string.Join(',', parameters.Select(p => Reference(p.ParameterType)))})";
        return $"{Of(method.DeclaringType!)}.{method.Name}{arity}{types}";
    }

    private static string Reference(Type type)
    {
        if (type.IsArray)
        {
            return $"{Reference(type.GetElementType()!)}[{(type.GetArrayRank() == 1 ? "" : string.Join(',', Enumerable.Repeat("0:", type.GetArrayRank())))}]";
        }

        if (!type.IsGenericType)
        {
            return Of(type);
        }

        string name = Of(type);
        return $"{name[..name.IndexOf('`', StringComparison.Ordinal)]}{{{string.Join(',', type.GetGenericArguments().Select(Reference))}}}";
    }
}
