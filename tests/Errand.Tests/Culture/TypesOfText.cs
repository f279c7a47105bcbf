using Mono.Cecil;

namespace Errand.Tests.Culture;

/// <summary>Which types have a text that follows the current culture.</summary>
internal sealed class TypesOfText
{
    /// <summary>They can be formatted, but look the same everywhere.</summary>
    private static readonly string[] Plain = ["System.Char", "System.Guid", "System.Version", "System.Net.IPAddress", "System.Text.Rune"];

    private readonly Dictionary<string, bool> _known = [];

    public bool FollowsTheCulture(TypeReference type)
    {
        if (type.IsGenericParameter || type is ArrayType { ElementType.IsGenericParameter: true })
        {
            return true;
        }

        if (!_known.TryGetValue(type.FullName, out bool follows))
        {
            _known[type.FullName] = follows = Look(type);
        }

        return follows;
    }

    /// <summary>The text of a record or of an anonymous type.</summary>
    public static bool IsMadeByTheCompiler(MethodDefinition method) =>
        method.Name == "ToString" && (IsMarked(method) || IsMarked(method.DeclaringType));

    private static bool IsMarked(ICustomAttributeProvider code) =>
        code.CustomAttributes.Any(attribute => attribute.AttributeType.Name == "CompilerGeneratedAttribute");

    private bool Look(TypeReference type)
    {
        if (type is GenericInstanceType { Name: "Nullable`1" or "IEnumerable`1" } wrapped)
        {
            return FollowsTheCulture(wrapped.GenericArguments[0]);
        }

        if (type is ArrayType array)
        {
            return FollowsTheCulture(array.ElementType);
        }

        if (type.FullName == "System.Object")
        {
            return true;
        }

        return !Plain.Contains(type.FullName) && type.Resolve() is { IsEnum: false } definition
            && (IsFormattable(definition) || definition.Methods.Any(IsMadeByTheCompiler));
    }

    private static bool IsFormattable(TypeDefinition type) => type.Interfaces.Any(
        implemented => implemented.InterfaceType.FullName == "System.IFormattable")
        || type.FullName == "System.IFormattable" || (type.BaseType?.Resolve() is { } parent && IsFormattable(parent));
}
