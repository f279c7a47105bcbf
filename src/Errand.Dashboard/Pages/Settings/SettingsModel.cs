namespace Errand.Dashboard.Pages.Settings;

/// <summary>All that the page of the settings shows.</summary>
public sealed record SettingsModel
{
    public const string Effective = "effective";

    public const string Appearance = "appearance";

    public const string About = "about";

    /// <summary>One of the three.</summary>
    public required string Tab { get; init; }

    /// <summary>What is looked for among the settings.</summary>
    public required string Search { get; init; }

    /// <summary>Those that match.</summary>
    public required IReadOnlyList<SettingView> Settings { get; init; }

    /// <summary>Whether the choices of the user were saved just now.</summary>
    public required bool IsSaved { get; init; }

    /// <summary>The settings that differ from their defaults, as a file <c>.env</c>; secrets by their names only.</summary>
    public string EnvironmentFile => string.Concat(Settings
        .Where(setting => setting.Source != "default")
        .Select(setting => setting.Secret ? $"# {setting.Name}=\n" : $"{setting.Name}={Quoted(setting.Value ?? "")}\n"));

    private static string Quoted(string value) =>
        value.AsSpan().ContainsAny(" #'\"\\") ? $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"" : value;
}
