using System.Reflection;

namespace Errand;

/// <summary>The version of this program's Errand.</summary>
internal static class ErrandVersion
{
    public static string Text { get; } =
        typeof(ErrandVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
