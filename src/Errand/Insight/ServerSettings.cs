namespace Errand.Insight;

/// <summary>The settings of this process, as they were read at its start.</summary>
internal sealed class ServerSettings(IReadOnlyList<SettingView> items)
{
    public IReadOnlyList<SettingView> Items => items;
}
