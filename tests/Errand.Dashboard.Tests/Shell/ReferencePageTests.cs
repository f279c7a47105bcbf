using Errand.Dashboard.Tests.Browsers;
using Errand.Dashboard.Tests.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.Playwright;

namespace Errand.Dashboard.Tests.Shell;

/// <summary><c>/docs</c> in a browser: whole, usable and without a request to anybody else, which would be a fault of the tab.</summary>
public sealed class ReferencePageTests(SharedBrowser browser, SqlitePageServer server)
    : BrowserTest(browser, server), IClassFixture<SqlitePageServer>
{
    /// <summary>A library in the page asks whether it may evaluate code, and does without; and the page writes down where it is and which
    /// version.</summary>
    private static readonly string[] Harmless = ["violation of script-src by eval", "'unsafe-eval'", "basePath", "@scalar/api-reference@"];

    [Fact]
    public async Task The_page_shows_every_route_and_what_a_type_accepts()
    {
        Tab tab = await OpenReferenceAsync("/docs/", Server.Address);

        await Expect(tab.Page.GetByText("Submits a task of the type add", new() { Exact = true }).First).ToBeVisibleAsync();
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Open Group - Tasks" }).ClickAsync();
        await Expect(tab.Page.GetByText("Lists tasks, newest first").First).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("/jobs", "/jobs")]
    [InlineData("/jobs/{tenant}", "/jobs/acme")]
    public async Task In_a_group_of_a_program_the_page_shows_its_own_document(string pattern, string prefix)
    {
        await using HostProgram program = await HostProgram.StartAsync(app => app.MapGroup(pattern).MapErrand());

        Tab tab = await OpenReferenceAsync($"{prefix}/docs/", program.Address);

        await Expect(tab.Page.GetByText("Submits a task of the type add", new() { Exact = true }).First).ToBeVisibleAsync();
        await Expect(tab.Page.GetByText($"{prefix}/v1/types/add/tasks").Or(tab.Page.GetByText(prefix)).First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Without_its_slash_the_address_leads_to_the_page()
    {
        Tab tab = await OpenReferenceAsync("/docs", Server.Address);

        Assert.Equal("/docs/", new Uri(tab.Page.Url).AbsolutePath);
    }

    private async Task<Tab> OpenReferenceAsync(string path, Uri address)
    {
        Tab tab = await NewTabAsync(address: address);
        Array.ForEach(Harmless, tab.Expect);
        IResponse? page = await tab.Page.GotoAsync(path);
        Assert.Equal(200, page!.Status);
        return tab;
    }
}
