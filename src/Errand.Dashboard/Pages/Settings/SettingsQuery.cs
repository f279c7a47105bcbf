using Errand.Dashboard.Serving;

namespace Errand.Dashboard.Pages.Settings;

/// <summary><c>/settings?tab=&amp;q=</c></summary>
internal static class SettingsQuery
{
    public static Task<Page> ShowAsync(PageRequest request)
    {
        string search = request.Query("q")?.Trim() ?? "";
        var model = new SettingsModel
        {
            Tab = request.Query("tab") is (SettingsModel.Appearance or SettingsModel.About) and var tab ? tab : SettingsModel.Effective,
            Search = search,
            Settings = [.. request.Settings.Where(setting => Has(setting, search))],
            IsSaved = request.Query("told") == "saved",
        };
        return Task.FromResult(Page.Of<SettingsPage>(PageArea.Settings, "Settings", model) with { Styles = ["settings.css"] });
    }

    private static bool Has(SettingView setting, string search) =>
        new[] { setting.Name, setting.Description, setting.Value, setting.Source }
            .Any(text => text?.Contains(search, StringComparison.OrdinalIgnoreCase) == true);
}
