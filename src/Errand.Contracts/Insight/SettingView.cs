namespace Errand;

/// <summary>A setting as <c>GET /v1/settings</c> shows it: in the process that answers.</summary>
public sealed record SettingView
{
    /// <summary>As operators write it in the environment.</summary>
    public required string Name { get; init; }

    /// <summary>What is in effect; null for a secret, and for a setting that has no value.</summary>
    public string? Value { get; init; }

    /// <summary>Whether its value may hold a password, and is not shown.</summary>
    public bool Secret { get; init; }

    /// <summary>Where the value comes from: <c>command line</c>, <c>environment</c>, <c>.env</c>, the name of a settings file,
    /// <c>program</c> or <c>default</c>.</summary>
    public required string Source { get; init; }

    /// <summary>The value without the setting; null for none.</summary>
    public string? Default { get; init; }

    /// <summary>What it means, for people.</summary>
    public required string Description { get; init; }
}
