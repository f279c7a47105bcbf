using System.Text.RegularExpressions;
using Errand.Dashboard.Tests.Browsers;
using Errand.Dashboard.Tests.Servers;
using Microsoft.Playwright;

namespace Errand.Dashboard.Tests.Types;

/// <summary>The form of a task type in a browser.</summary>
public sealed partial class TypePageTests(SharedBrowser browser, SqlitePageServer server)
    : BrowserTest(browser, server), IClassFixture<SqlitePageServer>
{
    private static readonly string[] Clipboard = ["clipboard-read", "clipboard-write"];

    [Fact]
    public async Task A_task_is_run_and_its_page_shown()
    {
        Tab tab = await OpenAsync("/types/throw");
        await tab.Page.GetByLabel("dt", new() { Exact = true }).FillAsync("0.0010");
        await tab.Page.GetByLabel("r0, 3").FillAsync("-7");
        await tab.Find("button.primary").ClickAsync();

        TaskView task = await TaskShownAsync(tab);
        Assert.Equal("""{"dt":0.0010,"mass":1,"r0":[1,1,-7]}""", task.Args!.Value.GetRawText());
    }

    [Fact]
    public async Task A_value_can_be_typed_once_it_is_chosen_to_be_sent()
    {
        Tab tab = await OpenAsync("/types/throw");
        ILocator spin = tab.Find("input[name='/args/spin/0']");
        await Expect(spin).ToBeHiddenAsync();

        await ChooseAsync(tab, "spin", "value…");
        await Expect(spin).ToBeFocusedAsync();
        await spin.FillAsync("1");
        await tab.Find("input[name='/args/spin/1']").FillAsync("2");
        await tab.Find("input[name='/args/spin/2']").FillAsync("3");
        await tab.Find("input[name='/args/drag']").FillAsync("0.47");
        await ChooseAsync(tab, "mode", "Exact");
        await spin.PressAsync("Enter");

        TaskView task = await TaskShownAsync(tab);
        Assert.Equal("""{"dt":1,"mass":1,"r0":[1,1,1],"drag":0.47,"spin":[1,2,3],"mode":"Exact"}""", task.Args!.Value.GetRawText());
    }

    [Fact]
    public async Task Items_come_and_go_and_what_was_typed_stays()
    {
        Tab tab = await OpenAsync("/types/every");
        await tab.Find("input[name='/args/title']").FillAsync("typed");
        await tab.Find("button[value='add:/args/items']").ClickAsync();
        ILocator name = tab.Find("[name='/args/items/2/name']");
        await Expect(name).ToBeFocusedAsync();
        await name.FillAsync("third");
        await tab.Find("input[name='/args/items/2/count']").FillAsync("3");
        await tab.Find("button[value='remove:/args/items/0']").ClickAsync();

        await Expect(tab.Find("[name='/args/items/1/name']")).ToHaveValueAsync("third");
        await Expect(tab.Find("[name='/args/items/2/name']")).ToHaveCountAsync(0);
        await Expect(tab.Find("input[name='/args/title']")).ToHaveValueAsync("typed");
        await tab.Find("button.primary").ClickAsync();
        TaskView task = await TaskShownAsync(tab);
        Assert.Equal("""[{"name":"second","count":2,"tags":[]},{"name":"third","count":3}]""", task.Args!.Value.GetProperty("items").GetRawText());
    }

    [Fact]
    public async Task Another_kind_and_a_value_within_its_own_kind_show_their_fields_by_themselves()
    {
        Tab tab = await OpenAsync("/types/every");
        await ChooseAsync(tab, "Kind of shape", "circle");
        await tab.Find("input[name='/args/shape/radius']").FillAsync("2");

        await tab.GoAsync("/types/tree?from=defaults");
        await ChooseAsync(tab, "shadow", "value…");
        await Expect(tab.Find("input[name='/args/tree/shadow/value']")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Fields_become_json_and_json_becomes_fields()
    {
        Tab tab = await OpenAsync("/types/throw");
        await tab.Find("input[name='/args/dt']").FillAsync("0.0010");
        await tab.Find("button[value='json']").ClickAsync();
        ILocator json = tab.Find("#json");
        await Expect(json).ToHaveValueAsync(new Regex("\"dt\": 0\\.0010"));
        await json.FillAsync("""{"dt":2.0,"mass":3,"r0":[0,0,0],"wind":true}""");
        await tab.Find("button[value='fields']").ClickAsync();

        await Expect(tab.Find("input[name='/args/dt']")).ToHaveValueAsync("2.0");
        await Expect(tab.Find("input[name='is:/args/wind'][value='=true']")).ToBeCheckedAsync();
    }

    [Fact]
    public async Task A_double_click_is_one_task()
    {
        Tab tab = await OpenAsync("/types/add");
        await tab.Find(".options summary").ClickAsync();
        await tab.Page.GetByLabel("Tags").FillAsync("double");
        await tab.Find("button.primary").DblClickAsync();

        await TaskShownAsync(tab);
        Assert.Single((await Server.Tasks.ListAsync(new TaskListFilter { Search = "tag:double" })).Items);
    }

    [Fact]
    public async Task A_refused_form_goes_to_its_first_fault_and_can_be_sent_again()
    {
        Tab tab = await OpenAsync("/types/throw");
        tab.ExpectStatus(422);
        ILocator mass = tab.Find("input[name='/args/mass']");
        await mass.FillAsync("-1");
        await mass.PressAsync("Enter");

        await Expect(mass).ToBeFocusedAsync();
        await Expect(tab.Find(".fault")).ToContainTextAsync("mass must be");
        await Expect(mass).ToHaveAttributeAsync("aria-invalid", "true");
        await mass.FillAsync("2");
        await mass.PressAsync("Control+Enter");
        Assert.Equal("""{"dt":1,"mass":2,"r0":[1,1,1]}""", (await TaskShownAsync(tab)).Args!.Value.GetRawText());
    }

    [Fact]
    public async Task A_form_is_filled_in_and_sent_with_the_keyboard_alone()
    {
        Tab tab = await OpenAsync("/types/add");
        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "defaults" }).FocusAsync();
        await tab.Page.Keyboard.PressAsync("Tab");
        await Expect(tab.Find("input[name='/args/x']")).ToBeFocusedAsync();
        await tab.Page.Keyboard.PressAsync("Control+A");
        await tab.Page.Keyboard.TypeAsync("40");
        await tab.Page.Keyboard.PressAsync("Tab");
        await tab.Page.Keyboard.PressAsync("Control+A");
        await tab.Page.Keyboard.TypeAsync("2");
        await tab.Page.Keyboard.PressAsync("Enter");

        Assert.Equal("""{"x":40,"y":2}""", (await TaskShownAsync(tab)).Args!.Value.GetRawText());
    }

    [Fact]
    public async Task A_form_keeps_what_is_typed_when_the_page_looks_again()
    {
        Tab tab = await OpenAsync("/types/far");
        await tab.Find("input[name='/args/x']").FillAsync("5");
        await Server.SubmitAsync("far");
        await tab.RunAsync("globalThis.errand.refresh()");

        await Expect(tab.Page.Locator(".day-numbers div", new() { HasText = "Waiting" })).ToContainTextAsync("1");
        await Expect(tab.Find("input[name='/args/x']")).ToHaveValueAsync("5");
        await Expect(tab.Find("input[name='/args/x']")).ToBeFocusedAsync();
        await Expect(tab.Find("input[name='key']")).ToHaveValueAsync(new Regex("^form-"));
    }

    [Fact]
    public async Task The_call_of_what_is_typed_is_copied()
    {
        Tab tab = await NewTabAsync();
        await tab.Context.GrantPermissionsAsync(Clipboard);
        await tab.GoAsync("/types/add");
        await tab.Find("input[name='/args/x']").FillAsync("4.10e1");
        await tab.Find("[data-copy-call]").ClickAsync();
        await Expect(tab.Find("#said")).ToHaveTextAsync("copied");

        string call = await tab.ValueAsync<string>("navigator.clipboard.readText()");
        Assert.StartsWith($"curl '{Server.Address.GetLeftPart(UriPartial.Authority)}/v1/types/add/tasks'", call, StringComparison.Ordinal);
        Assert.Contains("""-d '{"x":4.10e1,"y":1}'""", call, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_typed_stays_when_the_server_does_not_answer()
    {
        Tab tab = await OpenAsync("/types/add");
        tab.Expect("net::ERR_FAILED");
        await tab.Page.RouteAsync("**/types/add", route => route.Request.Method == "POST" ? route.AbortAsync() : route.ContinueAsync());
        await tab.Find("input[name='/args/x']").FillAsync("17");
        await tab.Find("button.primary").ClickAsync();

        await Expect(tab.Find("[data-trouble]")).ToContainTextAsync("does not answer");
        await Expect(tab.Find("input[name='/args/x']")).ToHaveValueAsync("17");
        await tab.Page.UnrouteAsync("**/types/add");
        await tab.Find("button.primary").ClickAsync();
        Assert.Equal("""{"x":17,"y":1}""", (await TaskShownAsync(tab)).Args!.Value.GetRawText());
    }

    [Fact]
    public async Task Without_script_a_form_grows_and_is_sent()
    {
        Tab tab = await OpenWithoutScriptAsync("/types/every");
        await tab.Find("button[value='add:/args/items']").ClickAsync();
        await tab.Find("[name='/args/items/2/name']").FillAsync("third");
        await tab.Find("input[name='/args/items/2/count']").FillAsync("3");
        await ChooseAsync(tab, "Kind of shape", "circle");
        await tab.Find("[data-show]").First.ClickAsync();
        await tab.Find("input[name='/args/shape/radius']").FillAsync("2");
        await tab.Find("input[name='/args/tries']").FillAsync("4");
        await tab.Find("button.primary").ClickAsync();

        TaskView task = await TaskShownAsync(tab);
        Assert.Equal("""{"$type":"circle","radius":2}""", task.Args!.Value.GetProperty("shape").GetRawText());
        Assert.Equal(3, task.Args.Value.GetProperty("items").GetArrayLength());
        Assert.Equal("4", task.Args.Value.GetProperty("tries").GetRawText());
    }

    [Fact]
    public async Task A_file_is_sent_from_the_browser()
    {
        Tab tab = await OpenAsync("/types/every");
        await tab.Find("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "three.bin", MimeType = "application/octet-stream", Buffer = [0, 255, 254] });
        await tab.Find("button.primary").ClickAsync();

        Assert.Equal("AP/+", (await TaskShownAsync(tab)).Args!.Value.GetProperty("data").GetString());
    }

    [Fact]
    public async Task Keys_lead_to_the_types_and_a_task_leads_to_its_form()
    {
        TaskId id = await Server.SubmitWaitingAsync("add", new { x = 41, y = 1 });
        Tab tab = await OpenAsync($"/tasks/{id}");
        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "Run again" }).ClickAsync();
        await Expect(tab.Find("input[name='/args/x']")).ToHaveValueAsync("41");

        await tab.Find("h1").ClickAsync();
        await tab.Page.Keyboard.PressAsync("g");
        await tab.Page.Keyboard.PressAsync("y");
        await Expect(tab.Page).ToHaveURLAsync(new Regex("/types$"));
    }

    /// <summary>Of the first field with this name: a value within one of its own kind has another one.</summary>
    private static Task ChooseAsync(Tab tab, string field, string choice) => tab.Page
        .GetByRole(AriaRole.Radiogroup, new() { Name = field, Exact = true }).First
        .GetByRole(AriaRole.Radio, new() { Name = choice, Exact = true }).CheckAsync();

    private async Task<TaskView> TaskShownAsync(Tab tab)
    {
        await Expect(tab.Page).ToHaveURLAsync(TaskPage());
        long id = long.Parse(TaskPage().Match(tab.Page.Url).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
        return (await Server.Tasks.FindAsync(new TaskId(id)))!;
    }

    [GeneratedRegex("/tasks/([0-9]+)$")]
    private static partial Regex TaskPage();
}
