namespace Errand.Binding.Values;

/// <summary>Tells .NET's own types from those of programs and libraries.</summary>
internal static class Framework
{
    public static bool Has(Type type) => type.Assembly.GetName().Name!.StartsWith("System.", StringComparison.Ordinal);
}
