from django.db import migrations, models

from alongside.people.languages import is_a_language


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0006_marks_changes'),
    ]

    operations = [
        migrations.AlterField(
            model_name='person',
            name='language',
            field=models.CharField(default='en', max_length=8, validators=[is_a_language], verbose_name='language'),
        ),
    ]
